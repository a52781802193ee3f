import { APPLICATION_SCOPES, OPERATIONS, type OperationName } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleRequest } from './support/example-request.ts';
import { agreedConsent, type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';
import { rows, written } from './support/rows.ts';

/** What a bank’s program can be admitted for; the operator’s own work is tested where its roles are. */
const NAMES = (Object.keys(OPERATIONS) as OperationName[]).filter((name) =>
  APPLICATION_SCOPES.BANK.includes(OPERATIONS[name].scope),
);
/** What is answered about an id that is not one’s own, by the member that holds the id. */
const NOT_FOUND = {
  consentId: 'CONSENT_NOT_FOUND',
  requestId: 'CONSENT_REQUEST_NOT_FOUND',
  decisionId: 'DECISION_NOT_FOUND',
  referralId: 'REFERRAL_NOT_FOUND',
  packageId: 'PACKAGE_NOT_FOUND',
  entryId: 'ENTRY_NOT_FOUND',
  applicationId: 'APPLICATION_NOT_FOUND',
  caseId: 'CASE_NOT_FOUND',
  correctionId: 'CORRECTION_NOT_FOUND',
  endpointId: 'WEBHOOK_NOT_FOUND',
  eventId: 'EVENT_NOT_FOUND',
} as const;
type IdName = keyof typeof NOT_FOUND;

/** A stop is looked for by its consent and revision. */
const answerOf = (name: OperationName, member: IdName) =>
  OPERATIONS[name].path.includes('/stops/') ? 'STOP_NOT_FOUND' : NOT_FOUND[member];

/** Members of an operation’s input that hold an id. */
const idsOf = (name: OperationName): string[] => {
  const members = Object.keys(OPERATIONS[name].input.shape).filter((member) => /Id$/.test(member));
  return members.filter((member) => !['policyId', 'sourceId', 'templateId'].includes(member));
};
const lists = NAMES.filter(
  (name) => OPERATIONS[name].method === 'GET' && !OPERATIONS[name].path.includes('{'),
);

describe('tenancy: what is another bank’s does not exist', () => {
  let platform: Platform;
  let own: RawClient;
  let other: RawClient;
  const ids = {} as Record<IdName, string>;
  beforeAll(async () => {
    platform = await startPlatform();
    // Every scope a bank can have is given to both, so that only tenancy stands between them.
    await rows(platform, 'UPDATE application SET scopes = $1 WHERE cardinality(redirect_uris) > 0', [
      APPLICATION_SCOPES.BANK,
    ]);
    [own, other] = [await RawClient.of(platform), await RawClient.of(platform, 'other-bank')];
    const bank = platform.bank();
    const consent = await agreedConsent(platform, { bank });
    ids.consentId = consent.consentId;
    ids.requestId =
      (await bank.consents.listRequests({ consentId: consent.consentId })).items[0]?.requestId ?? '';
    const stopped = await agreedConsent(platform, { bank });
    await bank.consents.revoke(stopped.consentId);
    await bank.data.fetch(consent.consentId);
    ids.decisionId = (await bank.decisions.create({ consentId: consent.consentId })).decision.decisionId;
    // Without what is known of arrears a person has to look.
    const referred = await agreedConsent(platform, { bank, fact: { items: ['tax.vat-returns'] } });
    await bank.decisions.create({ consentId: referred.consentId });
    ids.referralId = (await bank.referrals.list()).items[0]?.referralId ?? '';
    ids.entryId = (await bank.audit.entries({ limit: 1 })).items[0]?.entryId ?? '';
    ids.applicationId = own.applicationId;
    const made = async (name: OperationName) => {
      const { method, path, body } = exampleRequest(name);
      return (await (await own.send(method, path, { body })).json()) as Record<string, unknown>;
    };
    ids.caseId = String((await made('cases.open')).caseId);
    await made('policies.draft');
    ids.endpointId = String(((await made('webhooks.create')).endpoint as { endpointId: string }).endpointId);
    ids.eventId = (await bank.events.list({ waitSeconds: 10 })).items[0]?.id ?? '';
  });
  afterAll(() => platform.close());

  const withId = NAMES.filter((name) => idsOf(name).length > 0);

  it('every id an operation takes has an answer for strangers, so none is forgotten here', () => {
    expect(withId.flatMap(idsOf).filter((member) => !(member in NOT_FOUND))).toEqual([]);
    expect(withId.length).toBeGreaterThanOrEqual(7);
  });

  it.each(withId.filter((name) => !lists.includes(name)))(
    '%s answers about another bank’s id as about one that does not exist',
    async (name) => {
      const [member] = idsOf(name) as [IdName];
      const ask = async (given: object) => {
        const { method, path, body } = exampleRequest(name, given as Record<string, string>);
        const problem = await expectProblem(await other.send(method, path, { body }), answerOf(name, member));
        return { ...problem, instance: '' };
      };
      const before = await written(platform);
      expect(await ask({ [member]: ids[member] })).toEqual(await ask({}));
      expect(await written(platform)).toEqual(before);
    },
  );

  // Pages are of large packages, and a check counts as a fetch: see `packages/`.
  const harmless = (name: OperationName) =>
    (!OPERATIONS[name].write && name !== 'data.fetchPage') ||
    ['data.fetch', 'decisions.create', 'cases.reply', 'webhooks.test'].includes(name);
  it.each(withId.filter((name) => !lists.includes(name) && harmless(name)))(
    '%s answers the bank itself',
    async (name) => {
      const { method, path, body } = exampleRequest(name, ids);
      expect((await own.send(method, path, { body })).status).toBe(OPERATIONS[name].status);
    },
  );

  it.each(lists.filter((name) => !name.startsWith('catalogue.')))(
    '%s lists nothing of another bank',
    async (name) => {
      const mine = await (await own.send('GET', OPERATIONS[name].path)).text();
      const theirs = await (await other.send('GET', OPERATIONS[name].path)).text();
      const [ownIds, otherIds] = [mine, theirs].map(
        (text) => new Set(text.match(/\b(cns|ent|dec|pol|app|ptc|cas|whk|evt)_[0-9a-f-]{36}/g)),
      );
      expect(ownIds?.size).toBeGreaterThan(0);
      expect([...(ownIds ?? [])].filter((id) => otherIds?.has(id))).toEqual([]);
    },
  );

  it.each(lists.filter((name) => idsOf(name).length > 0))(
    '%s filtered by another bank’s id is empty',
    async (name) => {
      const response = await other.send('GET', `${OPERATIONS[name].path}?consentId=${ids.consentId}`);
      expect(await response.json()).toEqual({ items: [], nextCursor: null });
    },
  );

  it.each(lists.filter((name) => 'cursor' in OPERATIONS[name].input.shape))(
    '%s continued from another bank’s entry shows nothing of it',
    async (name) => {
      const cursor = name.startsWith('audit') ? ids.entryId : ids.consentId;
      const response = await other.send('GET', `${OPERATIONS[name].path}?cursor=${cursor}`);
      expect(JSON.stringify(await response.json())).not.toContain(own.applicationId);
    },
  );
});
