import type { ConsentRequest, EventType, PolicyWatch, ReceivedEvent } from '@xinqiao/contracts';
import type { Xinqiao } from '@xinqiao/sdk';
import { PERSONAS } from '../../../src/index.ts';
import { consentRequest, MA, SHEN } from '../support/bank-test.ts';
import { type Answer, type DpopKey, dpopKey } from '../support/raw-bank.ts';
import type { World } from './worlds.ts';

/** What happened: an answer, or an error with what it tells the caller. */
const seen = async (act: Promise<unknown>): Promise<unknown> =>
  act.catch(({ code, details, errors, message }) => ({ code, details, errors, message }));

/** Status, headers that matter and body. */
const wire = async (answer: Promise<Answer>): Promise<unknown> => {
  const { status, headers, body } = await answer;
  const names = ['content-type', 'content-language', 'www-authenticate'];
  return { status, ...Object.fromEntries(names.map((name) => [name, headers.get(name)])), body };
};

const asked = (fact: Partial<ConsentRequest> = {}) =>
  consentRequest({ clock: { now: () => new Date() } } as never, fact);
const ONCE = {
  templateId: 'pre-loan-admission',
  purpose: 'PRE_LOAN_ADMISSION',
  disclosure: 'INDICATORS',
  validity: 'P1M',
} as const;
const detail = (fact: object = {}) => ({
  type: 'urn:xinqiao:params:oauth:data-consent',
  ...asked(),
  ...fact,
});
const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

/** Plays everything on one platform, and notes what its bank sees of it, step by step. */
export async function play(world: World): Promise<ReadonlyMap<string, unknown>> {
  const notes = new Map<string, unknown>();
  const note = async (step: string, act: Promise<unknown>) => notes.set(step, await seen(act));
  await consents(world, note);
  await personas(world, note);
  await purposes(world, note);
  await policies(world, note);
  await referrals(world, note);
  await limits(world, note);
  await changes(world, note);
  const key = await dpopKey();
  await authorization(world, key, note);
  await calls(world, key, note);
  await events(world, key, note);
  return notes;
}

type Note = (step: string, act: Promise<unknown>) => Promise<unknown>;

const agreed = async ({ bank, answer }: World, fact: Partial<ConsentRequest> = {}, persona = SHEN) => {
  const { url, pending } = await bank.consents.request(asked(fact));
  return bank.consents.complete(await answer(url, persona, 'agree'), pending);
};

async function consents(world: World, note: Note): Promise<void> {
  const { bank, otherBank, answer, act } = world;
  await note('items', bank.catalogue.items());
  await note('templates', bank.catalogue.templates());
  await note('spreadsheet', bank.catalogue.spreadsheet('en'));
  const pendingOne = await bank.consents.request(asked());
  await note('fetch before the answer', bank.data.fetch(pendingOne.consentId));
  await note('decide before the answer', bank.decisions.create({ consentId: pendingOne.consentId }));
  await note('revoke before the answer', bank.consents.revoke(pendingOne.consentId));

  const { url, pending, consentId } = await bank.consents.request(asked());
  const callback = await answer(url, SHEN, 'agree');
  await note('callback', Promise.resolve([...new URL(callback).searchParams.keys()].toSorted()));
  await note('complete', bank.consents.complete(callback, pending));
  await note('complete again', bank.consents.complete(callback, pending));
  const fetch = (options: object = {}) => bank.data.fetch(consentId, options);
  const once = { idempotencyKey: 'fetch-0001' };
  await note('fetch', fetch(once));
  await note('fetch repeated', fetch(once));
  await note('fetch other items with the same key', fetch({ ...once, items: ['tax.arrears'] }));
  await note('decide with the same key', bank.decisions.create({ consentId }, once));
  await note('fetch one item', fetch({ items: ['tax.arrears'] }));
  await note('fetch an item not covered', fetch({ items: ['invoice.lines'] }));
  const decide = { idempotencyKey: 'decide-0001' };
  await note('decide', bank.decisions.create({ consentId }, decide));
  await note('decide repeated', bank.decisions.create({ consentId }, decide));
  await note('decide by invoices', bank.decisions.create({ consentId, policyId: 'invoice-flow' }));
  await note('decide by no policy', bank.decisions.create({ consentId, policyId: 'none' }));
  const { decision } = await bank.decisions.create({ consentId });
  await note('read a decision', bank.decisions.get(decision.decisionId));
  await note('another bank reads it', otherBank.decisions.get(decision.decisionId));
  await note('another bank reads the consent', otherBank.consents.get(consentId));
  await note('another bank fetches', otherBank.data.fetch(consentId));
  await note('another bank revokes', otherBank.consents.revoke(consentId));
  await packages(world, note, consentId);
  await act(consentId, SHEN, 'pause');
  await note('fetch while paused', fetch());
  await note('read while paused', bank.consents.get(consentId));
  await act(consentId, SHEN, 'resume');
  await note('fetch repeated after it was resumed', fetch(once));
  await note('entries', bank.audit.entries({ consentId, limit: 100 }));
  const end = { idempotencyKey: 'revoke-0001' };
  await note('revoke', bank.consents.revoke(consentId, { reason: 'LOAN_CLOSED' }, end));
  await note('revoke repeated', bank.consents.revoke(consentId, { reason: 'LOAN_CLOSED' }, end));
  await note('revoke again', bank.consents.revoke(consentId));
  await note('fetch after it was revoked', fetch());
  await note('fetch repeated after it was revoked', fetch(once));
  await note('read a decision after it was revoked', bank.decisions.get(decision.decisionId));

  const review = { templateId: 'loan-review', purpose: 'LOAN_REVIEW', disclosure: 'INDICATORS' } as const;
  const refused = await bank.consents.request(asked(review));
  const refusal = await answer(refused.url, SHEN, 'refuse');
  const { searchParams } = new URL(refusal);
  await note('refusal', Promise.resolve([searchParams.get('error'), searchParams.get('error_description')]));
  await note('complete a refusal', bank.consents.complete(refusal, refused.pending));
  await note('read a refused consent', bank.consents.get(refused.consentId));
  await note('fetch a refused consent', bank.data.fetch(refused.consentId));
  await note('revoke a refused consent', bank.consents.revoke(refused.consentId));
  const customer = PERSONAS.find(({ id }) => id === SHEN)?.enterprise;
  if (customer?.uscc === undefined) throw new Error(`${SHEN} owns no enterprise`);
  // A link prompts nobody until she opens it: it may be pushed again, and waits.
  const again = await bank.consents.request(asked({ ...review, customer: { uscc: customer.uscc } }));
  await note('ask again after a refusal', bank.consents.get(again.consentId));

  const single = await agreed(world, ONCE);
  await note('fetch once', bank.data.fetch(single.consentId, { idempotencyKey: 'once-0001' }));
  await note('fetch twice', bank.data.fetch(single.consentId));
  await note('decide after one fetch', bank.decisions.create({ consentId: single.consentId }));
  await note('repeat the one fetch', bank.data.fetch(single.consentId, { idempotencyKey: 'once-0001' }));

  await note(
    'ask too much',
    bank.consents.request(asked({ ...ONCE, validity: 'P3M', items: ['invoice.lines'] })),
  );
  await note('ask under no template', bank.consents.request(asked({ templateId: 'none' })));
  await note(
    'ask for the future',
    bank.consents.request(asked({ range: { from: '2020-01-01', to: '2040-01-01' } })),
  );
  await note('list', bank.consents.list({ limit: 3 }));
  await note('list revoked', bank.consents.list({ status: 'REVOKED' }));
  const { nextCursor } = await bank.consents.list({ limit: 3 });
  await note('list on', bank.consents.list({ limit: 3, cursor: nextCursor ?? '' }));
  await note(
    'list after nothing',
    bank.consents.list({ cursor: 'cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' }),
  );
}

/** What can be asked of a package once it is there. */
async function packages({ bank, otherBank }: World, note: Note, consentId: string): Promise<void> {
  const { packageId, data } = await bank.data.fetch(consentId, { items: ['tax.arrears'] });
  const again = (options: object = {}) =>
    bank.data.fetchIfChanged(consentId, packageId, { items: ['tax.arrears'], ...options });
  const once = { idempotencyKey: 'unchanged-0001' };
  await note('nothing is new', again(once));
  await note('nothing is new, repeated', again(once));
  await note('other items than before', again({ items: ['tax.vat-returns'] }));
  const nobody = 'pkg_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
  await note('nothing since no package', bank.data.fetchIfChanged(consentId, nobody));
  const check = { idempotencyKey: 'check-0001' };
  await note('check a package', bank.data.check(consentId, packageId, check));
  await note('check a package, repeated', bank.data.check(consentId, packageId, check));
  await note('check no package', bank.data.check(consentId, nobody));
  await note('another bank checks it', otherBank.data.check(consentId, packageId));
  await note('encrypt to no key', bank.data.fetch(consentId, { encrypted: true }));
  // A page that the package does not list, as somebody would ask who did not read it.
  const pages = { rows: 1, rowsPerPage: 1, hashes: ['A'.repeat(43)] };
  const listed = { ...data, items: data.items.map((item) => ({ ...item, pages })) } as typeof data;
  await note('a page there is not', bank.data.pages(listed, 'tax.arrears').next());
}

/** Every owner: the same records, figures and decision. */
async function personas(world: World, note: Note): Promise<void> {
  for (const { id, enterprise } of PERSONAS) {
    if (enterprise === null) continue;
    const disclosure = id === MA ? 'ANSWER' : 'RECORDS';
    const { consentId } = await agreed(world, { disclosure, customer: { uscc: enterprise.uscc } }, id);
    await note(`package of ${id}`, world.bank.data.fetch(consentId));
    await note(`decision on ${id}`, world.bank.decisions.create({ consentId }));
  }
}

/** A purpose that no decision serves: refused and logged, while the package is delivered. */
async function purposes(world: World, note: Note): Promise<void> {
  const warning = { templateId: 'after-loan-warning', purpose: 'EARLY_WARNING' } as const;
  const { consentId } = await agreed(world, {
    ...{ ...warning, disclosure: 'INDICATORS', items: ['tax.vat-returns', 'invoice.summary'] },
  });
  await note('a decision for a warning', world.bank.decisions.create({ consentId }));
  await note('a package for a warning', world.bank.data.fetch(consentId));
  await note('entries of the warning', world.bank.audit.entries({ consentId }));
}

/** A decision that is left to people: its place in the queue, and what is told of it. */
async function referrals(world: World, note: Note): Promise<void> {
  const { bank, otherBank } = world;
  const { consentId } = await agreed(world, { items: ['registration.profile', 'tax.vat-returns'] });
  await note('decide on too little', bank.decisions.create({ consentId }));
  await note('referrals', bank.referrals.list({ limit: 1 }));
  await note('referrals that are settled', bank.referrals.list({ status: 'SETTLED' }));
  const [referral] = (await bank.referrals.list({ limit: 1 })).items;
  const referralId = referral?.referralId ?? '';
  await note('read a referral', bank.referrals.get(referralId));
  await note('another bank reads the referral', otherBank.referrals.get(referralId));
  await note('another bank’s referrals', otherBank.referrals.list());
  await note('entries of the referral', bank.audit.entries({ consentId }));
  const none = await agreed(world, { items: ['tax.audits'] });
  await note('decide on none of what is needed', bank.decisions.create({ consentId: none.consentId }));
}

/** A policy of the bank’s own: written by its program, put in force by its people, decided by, retired. */
async function policies(world: World, note: Note): Promise<void> {
  const { bank, otherBank } = world;
  const [delivered] = (await bank.policies.list()).items.toReversed();
  const { document } = await bank.policies.get(delivered?.policyId ?? '', delivered?.version ?? '');
  const own = { ...document, policyId: 'yao-du-dai', validFrom: '2026-01-01' };
  const one = { ...own, version: '2026-1' };
  await note('list delivered policies', bank.policies.list());
  await note('read a delivered policy', bank.policies.get('invoice-flow', '2026-1'));
  await note('draft under a delivered name', bank.policies.draft({ document }));
  await note('draft with mistakes', bank.policies.draft({ document: { ...one, features: [], rating: [] } }));
  await note('draft that ends first', bank.policies.draft({ document: { ...one, validTo: '2025-01-01' } }));
  await note('draft of nothing', bank.policies.draft({ document: {} }));
  await note(
    'draft with a false baseline',
    bank.policies.draft({ document: one, baseline: { applicants: 1 } }),
  );
  const once = { idempotencyKey: 'draft-0001' };
  await note('draft', bank.policies.draft({ document: one }, once));
  await note('draft repeated', bank.policies.draft({ document: one }, once));
  await note('draft anew', bank.policies.draft({ document: { ...one, validFrom: '2026-02-01' } }));
  await note('draft repeated too late', bank.policies.draft({ document: one }, once));
  const unstorable = { ...one, name: { zh: 'a\u0000b', en: 'x' } };
  await note('draft with text nobody can store', bank.policies.draft({ document: unstorable }));
  await note('read a draft', bank.policies.get('yao-du-dai', '2026-1'));
  await note('another bank reads it', otherBank.policies.get('yao-du-dai', '2026-1'));
  const { consentId } = await agreed(world);
  const decide = () => bank.decisions.create({ consentId, policyId: 'yao-du-dai' });
  await note('decide by a draft', decide());

  const draft = await bank.policies.get('yao-du-dai', '2026-1');
  await note('activate', world.activate(draft));
  await note('activate again', world.activate(draft));
  await note('decide by it', decide());
  await note('draft what is in force', bank.policies.draft({ document: one }));
  await note('another bank decides by it', otherBank.decisions.create({ consentId, policyId: 'yao-du-dai' }));
  const later = await bank.policies.draft({
    document: { ...own, version: '2026-2', validFrom: '2099-01-01' },
  });
  await note('activate a later one', world.activate(later));
  await note('decide before its first day', decide());
  await note('watch a version', watched(bank, 'yao-du-dai'));
  await note('watch a later one', watched(bank, 'yao-du-dai', '2026-2'));
  await note('another bank watches it', otherBank.policies.watch('yao-du-dai', '2026-1'));
  await note('another bank watches a delivered one', otherBank.policies.watch('invoice-flow', '2026-1'));
  await note('retire', world.retire(draft));
  await note('retire again', world.retire(draft));
  await note('decide by none', decide());
  const over = await bank.policies.draft({ document: { ...own, version: '2026-3', validTo: '2026-03-31' } });
  await note('activate what is over', world.activate(over));
  await note('list all policies', bank.policies.list());
  await note('list those in force', bank.policies.list({ status: 'ACTIVE' }));
  const first = await bank.policies.list({ limit: 2 });
  await note('list on', bank.policies.list({ limit: 3, cursor: first.nextCursor ?? '' }));
  await note('another bank lists', otherBank.policies.list());
  const types = ['cn.xinqiao.policy.status-changed.v1'] as const;
  await note('events of policies', bank.events.list({ types: [...types] }));
  const { items } = await bank.audit.entries({ limit: 100 });
  await note('entries of policies', Promise.resolve(items.filter(({ kind }) => kind.startsWith('POLICY_'))));
}

/** Once all its decisions are counted, which takes the server a moment. */
async function watched(bank: Xinqiao, policyId: string, version = '2026-1'): Promise<PolicyWatch> {
  for (;;) {
    const watch = await bank.policies.watch(policyId, version);
    if (watch.uncounted === 0) return watch;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What a request exceeds, and what a consent limits when it is used. */
async function limits(world: World, note: Note): Promise<void> {
  const { bank } = world;
  const greedy = asked({
    ...{ templateId: 'after-loan-warning', purpose: 'EARLY_WARNING', validity: 'P2Y', dataLife: 'P2Y' },
    ...{ items: ['invoice.lines', 'tax.arrears'], frequency: { unit: 'DAY', value: 9 } },
  });
  await note('explain a fair request', bank.consents.explain(asked()));
  await note('explain a greedy request', bank.consents.explain(greedy));
  await note('ask by the greedy request', bank.consents.request(greedy));
  await note('explain a template that is none', bank.consents.explain(asked({ templateId: 'none' })));

  const { consentId } = await agreed(world, { frequency: { unit: 'YEAR', value: 2 } });
  const { from, to } = asked().range;
  const half = { from, to: `${Number(to.slice(0, 4)) - 1}-06-30` };
  await note('fetch fewer days', bank.data.fetch(consentId, { range: half }));
  await note('fetch more days', bank.data.fetch(consentId, { range: { from: '2001-01-01', to } }));
  await note('decide by fewer days', bank.decisions.create({ consentId, range: half }));
  const { code, details } = (await seen(bank.data.fetch(consentId))) as {
    code: string;
    details: Record<string, unknown>;
  };
  // The seconds left depend on the moment; the day they end on does not.
  await note('fetch too often', Promise.resolve([code, details.retryAt, Object.keys(details)]));
}

const CHANGE_EVENTS = (['granted', 'amended', 'renewed', 'request-closed', 'revoked'] as const).map(
  (what) => `cn.xinqiao.consent.${what}.v1` as const,
);

/** A living consent that is amended, renewed and left as it is, by what its owner answers. */
async function changes(world: World, note: Note): Promise<void> {
  const { bank, otherBank, answer, act } = world;
  const few = {
    items: ['tax.vat-returns', 'tax.arrears'],
    disclosure: 'INDICATORS',
    validity: 'P3M',
  } as const;
  const more = { ...few, items: [...few.items, 'invoice.summary'], disclosure: 'RECORDS' } as const;
  const ask = (fact: object) => bank.consents.request(asked(fact));
  const waitingOf = async (of: string) => {
    const [request] = (await bank.consents.listRequests({ consentId: of, status: 'PENDING' })).items;
    return request?.requestId ?? '';
  };
  const { consentId } = await agreed(world, { ...few, items: [...few.items] }, MA);
  await note('amend no consent', ask({ ...more, amends: 'cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' }));
  await note('another bank amends', otherBank.consents.request(asked({ amends: consentId })));
  await note('amend beyond the template', ask({ ...more, amends: consentId, validity: 'P9Y' }));
  await note('amend for another purpose', ask({ ...few, ...ONCE, amends: consentId, range: asked().range }));

  const amendment = await ask({ ...more, amends: consentId });
  await note('read while a change waits', bank.consents.get(consentId));
  await note('requests while a change waits', bank.consents.listRequests({ consentId }));
  await note('amend while a change waits', ask({ ...more, amends: consentId }));
  await note('fetch before she agrees to it', bank.data.fetch(consentId, { items: ['invoice.summary'] }));
  await note(
    'complete an amendment',
    answer(amendment.url, MA, 'agree').then((callback) =>
      bank.consents.complete(callback, amendment.pending),
    ),
  );
  await note('fetch what was added', bank.data.fetch(consentId, { items: ['invoice.summary'] }));

  await note('renew for something else', ask({ ...few, renews: consentId }));
  const renewal = await ask({ ...more, validity: 'P6M', renews: consentId });
  await note(
    'complete a renewal',
    answer(renewal.url, MA, 'agree').then((callback) => bank.consents.complete(callback, renewal.pending)),
  );

  await ask({ ...few, amends: consentId });
  await note('withdraw a change', bank.consents.withdrawRequest(await waitingOf(consentId)));
  await note('read after it was withdrawn', bank.consents.get(consentId));

  const refused = await ask({ ...few, amends: consentId });
  const callback = await answer(refused.url, MA, 'refuse');
  await note('complete a change she refused', bank.consents.complete(callback, refused.pending));
  await note('read after she refused it', bank.consents.get(consentId));
  await note('fetch after she refused it', bank.data.fetch(consentId));
  await note('ask for a change too soon', ask({ ...few, amends: consentId }));
  await note('renew too soon', ask({ ...more, renews: consentId }));
  await note('requests after all of it', bank.consents.listRequests({ consentId }));
  await note('revisions after all of it', bank.consents.listRevisions(consentId));
  await note('entries after all of it', bank.audit.entries({ consentId, limit: 100 }));
  await note('events of changes', told(bank, CHANGE_EVENTS, consentId, 5));

  const ended = await agreed(world, { ...few, items: [...few.items] });
  await ask({ ...more, amends: ended.consentId });
  const waiting = await waitingOf(ended.consentId);
  await act(ended.consentId, SHEN, 'stop');
  await note('a change of a consent she stopped', bank.consents.getRequest(waiting));
  await note('events of one stopped while a change waited', told(bank, CHANGE_EVENTS, ended.consentId, 3));
  await note('amend an ended consent', ask({ ...more, amends: ended.consentId }));
}

/** The events about a consent, in order. The stream of a server holds more, so types and consent are named. */
async function told(
  bank: World['bank'],
  types: readonly EventType[],
  consentId: string,
  count: number,
): Promise<ReceivedEvent[]> {
  const found: ReceivedEvent[] = [];
  for (let after: string | undefined; found.length < count; ) {
    const from = after === undefined ? {} : { after };
    const page = await bank.events.list({ ...from, types: [...types], limit: 100, waitSeconds: 5 });
    found.push(...page.items.filter(({ data }) => (data as { consentId: string }).consentId === consentId));
    after = page.nextCursor;
  }
  return found;
}

async function authorization({ raw, answer }: World, key: DpopKey, note: Note): Promise<void> {
  const push = (form: Record<string, string | undefined> = {}) => raw.push(asked(), key, form);
  const pushes: Record<string, Record<string, string | undefined>> = {
    'as it should be': {},
    'without client_id': { client_id: undefined },
    'with another client_id': { client_id: 'app_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' },
    'without PKCE': { code_challenge: undefined, code_challenge_method: undefined },
    'with plain PKCE': { code_challenge_method: 'plain' },
    'with a short challenge': { code_challenge: 'short' },
    'with a redirect URI that is none': { redirect_uri: 'none' },
    'for another resource': { resource: 'https://elsewhere.test/api' },
    'for a token': { response_type: 'token' },
    'for nothing': { response_type: undefined },
    'with request_uri': { request_uri: 'urn:x' },
    'without scope': { scope: undefined },
    'without nonce': { nonce: undefined },
    'without state': { state: undefined },
    'without details': { authorization_details: undefined },
    'with details cut off': { authorization_details: '[' },
    'with details that are no list': { authorization_details: '{}' },
    'with no detail': { authorization_details: '[]' },
    'with a detail of another type': { authorization_details: '[{"type":"x"}]' },
    'with two details': { authorization_details: JSON.stringify([detail(), detail()]) },
    'with fields missing and too many': {
      authorization_details: JSON.stringify([detail({ purpose: undefined, more: 1 })]),
    },
    'without assertion': { client_assertion: undefined },
    'with an assertion of another type': { client_assertion_type: 'x' },
    'with an assertion that is none': { client_assertion: 'x.y' },
    'with an assertion that expired': { client_assertion: await raw.assertion({ exp: secondsAgo(100) }) },
    'with an assertion for another': {
      client_assertion: await raw.assertion({ aud: 'https://elsewhere.test' }),
    },
    'with an assertion for a list': { client_assertion: await raw.assertion({ aud: [raw.issuer] }) },
    'with an assertion for the endpoint': {
      client_assertion: await raw.assertion({ aud: `${raw.issuer}/token` }),
    },
    'with an assertion without id': { client_assertion: await raw.assertion({ jti: undefined }) },
    'with an assertion of another issuer': { client_assertion: await raw.assertion({ iss: 'x' }) },
    'with an assertion of nobody': { client_assertion: await raw.assertion({ iss: 'x', sub: 'x' }) },
  };
  for (const [how, form] of Object.entries(pushes)) await note(`push ${how}`, wire(push(form)));
  const used = await raw.assertion();
  await push({ client_assertion: used });
  await note('push with a used assertion', wire(push({ client_assertion: used })));

  const grant = { grant_type: 'client_credentials', scope: 'consents:read data:read' };
  const tokens: Record<string, [Record<string, string | undefined>, Record<string, unknown>?]> = {
    'as it should be': [grant],
    'without scope': [{ ...grant, scope: undefined }],
    'of scopes not for banks': [{ ...grant, scope: 'supervision:read consents:read none' }],
    'by password': [{ ...grant, grant_type: 'password' }],
    'by nothing': [{ ...grant, grant_type: undefined }],
    'for another resource': [{ ...grant, resource: 'https://elsewhere.test' }],
    'without nonce': [grant, { nonce: undefined }],
    'with another nonce': [grant, { nonce: 'n' }],
    'with a proof of another method': [grant, { htm: 'GET' }],
    'with a proof of another address': [grant, { htu: raw.issuer }],
    'with a proof without id': [grant, { jti: undefined }],
    'for a code that is none': [
      { grant_type: 'authorization_code', code: 'c', redirect_uri: 'https://x.test' },
    ],
  };
  for (const [how, [form, claims]] of Object.entries(tokens))
    await note(`token ${how}`, wire(raw.token(key, form, claims)));
  await note('token without proof', wire(raw.post(`${raw.issuer}/token`, grant)));

  const callback = async () => answer(raw.linkOf(await push()), SHEN, 'agree');
  const redeems: Record<string, Record<string, string | undefined>> = {
    'as it should be': {},
    'with another verifier': { code_verifier: 'w'.repeat(43) },
    'without verifier': { code_verifier: undefined },
    'with another redirect URI': { redirect_uri: 'https://elsewhere.test/callback' },
    'without redirect URI': { redirect_uri: undefined },
    'without code': { code: undefined },
  };
  for (const [how, form] of Object.entries(redeems))
    await note(`redeem ${how}`, wire(raw.redeem(await callback(), key, form)));
  await note('redeem with another key', wire(raw.redeem(await callback(), await dpopKey())));
  const twice = await callback();
  await raw.redeem(twice, key);
  await note('redeem twice', wire(raw.redeem(twice, key)));
}

async function calls(world: World, key: DpopKey, note: Note): Promise<void> {
  const { raw } = world;
  const accessToken = await raw.accessToken(key, 'consents:read data:read audit:read');
  const { consentId } = await agreed(world);
  const consent = `/v1/consents/${consentId}`;
  type Options = Partial<Parameters<typeof raw.call>[2]>;
  const call = (method: 'GET' | 'POST', path: string, options: Options = {}) =>
    wire(raw.call(method, path, { accessToken, dpop: key, ...options }));

  await note('call', call('GET', consent));
  const gets = [
    '/v1/none',
    '/v1/consents/none',
    '/v1/consents?limit=0&more=1',
    '/v1/consents?limit=1&limit=2',
    '/v1/decisions/dec_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77',
    '/v1/supervision/entries',
    '/v1/audit/entries/ent_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77/proof',
  ];
  for (const path of gets) await note(`call ${path}`, call('GET', path));
  await note(
    'call in English',
    call('GET', '/v1/consents/none', { headers: { 'accept-language': 'en-GB, zh' } }),
  );
  await note('call by another method', call('POST', '/v1/consents', { body: '{}' }));

  const bodies: Record<string, [string | undefined, Record<string, string>?]> = {
    nothing: [undefined],
    'an empty body': [''],
    'a body cut off': ['{'],
    null: ['null'],
    'a list': ['[]'],
    'an unknown member': ['{"more":1,"items":[]}'],
    'the consent again': [JSON.stringify({ consentId })],
    XML: ['<a/>', { 'content-type': 'application/xml' }],
    text: ['{}', { 'content-type': 'text/plain' }],
    'too much': [JSON.stringify({ more: 'x'.repeat(70_000) })],
    'no key': ['{}', { 'idempotency-key': '' }],
    'a short key': ['{}', { 'idempotency-key': 'x' }],
  };
  for (const [what, [body, headers]] of Object.entries(bodies)) {
    const named = { 'idempotency-key': `write-${what.length}-${what.replaceAll(' ', '-')}`, ...headers };
    const options = { headers: named, ...(body === undefined ? {} : { body }) };
    await note(`write ${what}`, call('POST', `${consent}/packages`, options));
  }

  const proofs: Record<string, Record<string, unknown>> = {
    'without nonce': { nonce: undefined },
    'with another nonce': { nonce: 'n' },
    'of another method': { htm: 'POST' },
    'of another address': { htu: raw.api },
    'of the address with a query': { htu: `${raw.api}${consent}?x=1` },
    'of another token': { ath: 'a' },
    'of no token': { ath: undefined },
    'two minutes old': { iat: secondsAgo(120) },
    'two minutes early': { iat: secondsAgo(-120) },
    'without id': { jti: undefined },
    'with a short id': { jti: 'x' },
  };
  for (const [how, claims] of Object.entries(proofs))
    await note(`proof ${how}`, call('GET', consent, { claims }));
  await note('proof by another key', call('GET', consent, { dpop: await dpopKey() }));
  const once = { claims: { jti: 'the-same-one' } };
  await call('GET', consent, once);
  await note('proof used before', call('GET', consent, once));
  await note('token that is none', call('GET', consent, { accessToken: 'none' }));
  await note('token changed', call('GET', consent, { accessToken: `${accessToken.slice(0, -4)}AAAA` }));
  const bare = (headers: Record<string, string>) => wire(raw.send(raw.api + consent, { headers }));
  await note('no token', bare({}));
  await note('token as a bearer', bare({ authorization: `Bearer ${accessToken}` }));
  await note('token without proof', bare({ authorization: `DPoP ${accessToken}` }));
}

const CONSENT_EVENTS = (['granted', 'rejected', 'paused', 'resumed', 'revoked', 'expired'] as const).map(
  (what) => `cn.xinqiao.consent.${what}.v1` as const,
);

/** What the bank is told of its consents. */
async function events(world: World, key: DpopKey, note: Note): Promise<void> {
  const { bank, otherBank, raw, answer, act } = world;
  const of = (consentId: string, count: number) => told(bank, CONSENT_EVENTS, consentId, count);
  const { consentId } = await agreed(world);
  for (const what of ['pause', 'resume', 'stop'] as const) await act(consentId, SHEN, what);
  const ofOne = await of(consentId, 4);
  await note('events of a consent', Promise.resolve(ofOne));
  const [granted] = ofOne;
  const next = { after: granted?.sequence ?? '', types: ['cn.xinqiao.consent.paused.v1'], limit: 1 } as const;
  await note('next event of a type', bank.events.list(next));
  const ended = await agreed(world);
  await bank.consents.revoke(ended.consentId, { reason: 'LOAN_CLOSED' });
  await note('events of one the bank ended', of(ended.consentId, 2));
  const refused = await bank.consents.request(asked());
  await answer(refused.url, SHEN, 'refuse');
  await note('events of a refused one', of(refused.consentId, 1));
  await note('events of consents of another bank', otherBank.events.list({ types: CONSENT_EVENTS }));

  const accessToken = await raw.accessToken(key, 'events:read');
  const gets = [
    `/v1/events/${granted?.id}`,
    '/v1/events/evt_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77',
    '/v1/events/none',
    '/v1/events?after=none',
    '/v1/events?after=99999999999999999999',
    '/v1/events?types=none',
    '/v1/events?limit=101&waitSeconds=26',
  ];
  for (const [at, path] of gets.entries())
    await note(`event ${at}`, wire(raw.call('GET', path, { accessToken, dpop: key })));
  const less = await raw.accessToken(key, 'consents:read');
  await note('events without scope', wire(raw.call('GET', '/v1/events', { accessToken: less, dpop: key })));
}
