import { type ConsentId, type ConsentRequestId, ConsentRevision } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getConsent } from '../../src/consents/get.ts';
import { listRevisions } from '../../src/consents/list-revisions.ts';
import { getRequest } from '../../src/consents/requests/get.ts';
import { listRequests } from '../../src/consents/requests/list.ts';
import { withdrawRequest } from '../../src/consents/requests/withdraw.ts';
import { revokeConsent } from '../../src/consents/revoke.ts';
import { days, type Firm, foundSmallCity, type SmallCity } from './support/small-city.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await foundSmallCity();
});
afterAll(() => city.close());

/** A consent that the one person of a firm agreed to. */
async function agreed(fact: Parameters<SmallCity['ask']>[0] = {}, firm?: Firm) {
  const owner = firm ?? (await city.foundFirm());
  const person = owner.people[0] ?? '';
  const { consentId, requestId } = await city.ask({ uscc: owner.code, ...fact });
  await city.answer(person, requestId);
  return { consentId, firm: owner, person };
}
const change = (kind: 'AMEND' | 'RENEW', consentId: ConsentId, fact = {}, asking = {}) =>
  city.ask({ kind, consentId, ...fact }, asking);
const read = (consentId: ConsentId) => city.call(getConsent, { consentId });
const history = async (consentId: ConsentId) =>
  (await city.call(listRevisions, { consentId, limit: 20 })).items;
const progress = (requestId: ConsentRequestId) => city.call(getRequest, { requestId });
const events = async (consentId: ConsentId) =>
  (
    await city.sql<{ type: string }>(
      `SELECT type FROM event WHERE data->>'consentId' = $1 ORDER BY occurred_at, id`,
      [consentId],
    )
  ).map(({ type }) => type.replace(/^cn\.xinqiao\.consent\.|\.v1$/g, ''));

describe('an amendment', () => {
  it('leaves the consent as it is until the owner agrees', async () => {
    const { consentId } = await agreed();
    const before = await read(consentId);
    const { requestId } = await change('AMEND', consentId, { disclosure: 'RECORDS' });
    expect(await read(consentId)).toEqual(before);
    expect(await progress(requestId)).toMatchObject({ kind: 'AMEND', status: 'PENDING' });
  });

  it('makes a revision with a new artefact, says what changed, and keeps what was', async () => {
    const { consentId, person } = await agreed();
    const before = await read(consentId);
    city.advance(days(30));
    const { requestId } = await change('AMEND', consentId, {
      items: ['tax.vat-returns', 'tax.arrears'],
      disclosure: 'RECORDS',
    });
    await city.answer(person, requestId);
    const after = await read(consentId);
    expect(after).toMatchObject({
      ...{ status: 'ACTIVE', revision: 2, items: ['tax.vat-returns', 'tax.arrears'], disclosure: 'RECORDS' },
      ...{ startsAt: before.startsAt, subjectId: before.subjectId, purpose: before.purpose },
    });
    const [amendment, grant] = await history(consentId);
    expect(amendment).toMatchObject({
      ...{ act: 'AMEND', by: 'OWNER', requestId, artefact: after.artefact },
      changed: ['items', 'disclosure'],
    });
    expect(grant).toMatchObject({ act: 'GRANT', revision: 1, artefact: before.artefact });
    expect(await events(consentId)).toEqual(['granted', 'amended']);
    expect(ConsentRevision.parse(amendment)).toEqual(amendment);
  });

  it('never prolongs: the end stays where it was', async () => {
    const { consentId, person } = await agreed();
    const { expiresAt } = await read(consentId);
    city.advance(days(100));
    await city.answer(person, (await change('AMEND', consentId, { validity: 'P12M' })).requestId);
    expect((await read(consentId)).expiresAt).toBe(expiresAt);
  });

  it('brings the end forward where less was asked', async () => {
    const { consentId, person } = await agreed();
    await city.answer(person, (await change('AMEND', consentId, { validity: 'P7D' })).requestId);
    const { startsAt, expiresAt } = await read(consentId);
    expect(Date.parse(expiresAt ?? '') - Date.parse(startsAt ?? '')).toBe(days(7));
  });

  it('does not wake a consent that rests', async () => {
    const { consentId, firm, person } = await agreed();
    await city.move(consentId, firm.subjectId, person, 'PAUSE');
    await city.answer(person, (await change('AMEND', consentId, { disclosure: 'ANSWER' })).requestId);
    expect(await read(consentId)).toMatchObject({
      ...{ status: 'PAUSED', pausedReason: 'OWNER_PAUSED', disclosure: 'ANSWER' },
    });
  });

  it('takes in the optional items that she ticked, and no others', async () => {
    const { consentId, person } = await agreed();
    const { requestId } = await change('AMEND', consentId, {
      optionalItems: ['tax.arrears', 'enforcement.records'],
    });
    await city.agree(await city.question(person, requestId), ['tax.arrears']);
    expect((await read(consentId)).items).toEqual(['tax.vat-returns', 'invoice.summary', 'tax.arrears']);
  });

  it('for another purpose is refused · PIPL art. 14', async () => {
    const { consentId } = await agreed();
    await expect(change('AMEND', consentId, { purpose: 'LOAN_REVIEW' })).rejects.toMatchObject({
      code: 'CONSENT_CHANGED_MEANWHILE',
    });
  });

  it('waits alone: a second one is refused until the first is answered', async () => {
    const { consentId } = await agreed();
    await change('AMEND', consentId);
    await expect(change('RENEW', consentId)).rejects.toMatchObject({ code: 'CONSENT_CHANGE_PENDING' });
  });

  it('of another bank’s consent finds none', async () => {
    const { consentId } = await agreed();
    await expect(change('AMEND', consentId, {}, { by: city.otherBank })).rejects.toMatchObject({
      code: 'CONSENT_NOT_FOUND',
    });
  });

  it('that nobody answers lapses; the consent stays, and the bank hears of it', async () => {
    const { consentId } = await agreed();
    const before = await read(consentId);
    const { requestId } = await change('AMEND', consentId, {}, { seconds: 60 });
    city.advance(61_000);
    await city.expire();
    expect(await progress(requestId)).toMatchObject({ status: 'LAPSED' });
    expect(await read(consentId)).toEqual(before);
    expect(await events(consentId)).toEqual(['granted', 'request-closed']);
  });

  it('that is refused leaves the consent as it was', async () => {
    const { consentId, person } = await agreed();
    const before = await read(consentId);
    const { requestId } = await change('AMEND', consentId);
    await city.refuse(await city.question(person, requestId));
    expect(await progress(requestId)).toMatchObject({ status: 'REFUSED' });
    expect(await read(consentId)).toEqual(before);
  });

  it.each(['OWNER', 'BANK'] as const)('is closed when the %s stops the consent', async (side) => {
    const { consentId, firm, person } = await agreed();
    const { requestId } = await change('AMEND', consentId);
    const question = await city.question(person, requestId);
    if (side === 'OWNER') await city.move(consentId, firm.subjectId, person, 'REVOKE');
    else await city.call(revokeConsent, { consentId, reason: 'LOAN_CLOSED' });
    expect(await progress(requestId)).toMatchObject({ status: side === 'OWNER' ? 'REFUSED' : 'WITHDRAWN' });
    await expect(city.agree(question)).rejects.toMatchObject({ code: 'CONSENT_REQUEST_NOT_FOUND' });
    expect((await events(consentId)).toSorted()).toEqual(['granted', 'request-closed', 'revoked']);
  });
});

describe('a renewal', () => {
  it('prolongs from the moment it is agreed to, with a new artefact', async () => {
    const { consentId, person } = await agreed();
    const { startsAt, artefact } = await read(consentId);
    city.advance(days(150));
    const now = city.clock.now().getTime();
    await city.answer(person, (await change('RENEW', consentId, { validity: 'P30D' })).requestId);
    const after = await read(consentId);
    expect(Date.parse(after.expiresAt ?? '') - now).toBe(days(30));
    expect(after).toMatchObject({ startsAt, revision: 2 });
    expect(after.artefact).not.toBe(artefact);
    expect((await history(consentId))[0]).toMatchObject({ act: 'RENEW', changed: ['expiresAt'] });
    expect(await events(consentId)).toEqual(['granted', 'renewed']);
  });

  it.each([
    ['items', { items: ['tax.vat-returns'] }],
    ['disclosure', { disclosure: 'RECORDS' }],
    ['dataLife', { dataLife: 'P12M' }],
    ['frequency', { frequency: { unit: 'DAY', value: 3 } }],
    ['optionalItems.0', { optionalItems: ['tax.arrears'] }],
  ] as const)('asks for time and nothing else: %s is refused by name', async (path, fact) => {
    const { consentId } = await agreed();
    await expect(change('RENEW', consentId, fact)).rejects.toMatchObject({
      code: 'CONSENT_REQUEST_EXCESSIVE',
      errors: [{ path }],
    });
  });

  it('is refused at the instant the consent is over, before the clock has written it', async () => {
    const { consentId, person } = await agreed({ validity: 'P30D' });
    const { requestId } = await change('RENEW', consentId, {}, { seconds: 86_400 * 60 });
    const question = await city.question(person, requestId);
    city.advance(days(30));
    await expect(city.agree(question)).rejects.toMatchObject({ code: 'CONSENT_TRANSITION_ILLEGAL' });
    await expect(change('RENEW', consentId)).rejects.toMatchObject({ code: 'CONSENT_CHANGED_MEANWHILE' });
    await city.expire();
    expect(await read(consentId)).toMatchObject({ status: 'EXPIRED', endedReason: 'TERM_OVER' });
    expect(await progress(requestId)).toMatchObject({ status: 'LAPSED' });
  });
});

describe('the end of a consent', () => {
  it.each([
    ['NO_LONGER_NEEDED', 'NO_LONGER_NEEDED'],
    ['LOAN_CLOSED', 'LOAN_CLOSED'],
  ] as const)('by the bank says %s', async (reason, endedReason) => {
    const { consentId } = await agreed();
    const ended = await city.call(revokeConsent, { consentId, reason });
    expect(ended).toMatchObject({ status: 'REVOKED', endedReason, endedBy: 'PARTICIPANT' });
  });

  it('by the owner says so', async () => {
    const { consentId, firm, person } = await agreed();
    const ended = await city.move(consentId, firm.subjectId, person, 'REVOKE');
    expect(ended).toMatchObject({ status: 'REVOKED', endedReason: 'OWNER_STOPPED', endedBy: 'OWNER' });
  });

  it('comes once: revoking again answers the same and writes nothing', async () => {
    const { consentId } = await agreed();
    city.advance(1);
    const first = await city.call(revokeConsent, { consentId, reason: 'NO_LONGER_NEEDED' });
    const again = await city.call(revokeConsent, { consentId, reason: 'LOAN_CLOSED' });
    expect(again).toEqual(first);
    expect(await history(consentId)).toHaveLength(2);
    expect(await events(consentId)).toEqual(['granted', 'revoked']);
  });

  it('by time reaches a consent that rests, too', async () => {
    const { consentId, firm, person } = await agreed({ validity: 'P30D' });
    await city.move(consentId, firm.subjectId, person, 'PAUSE');
    city.advance(days(30));
    await city.expire();
    expect(await read(consentId)).toMatchObject({ status: 'EXPIRED', endedBy: 'SYSTEM', pausedReason: null });
  });

  it('holds from the instant itself: nobody resumes what is over', async () => {
    const { consentId, firm, person } = await agreed({ validity: 'P30D' });
    await city.move(consentId, firm.subjectId, person, 'PAUSE');
    city.advance(days(30));
    await expect(city.move(consentId, firm.subjectId, person, 'RESUME')).rejects.toMatchObject({
      code: 'CONSENT_TRANSITION_ILLEGAL',
    });
  });
});

describe('a bank that asked', () => {
  it('withdraws a change that waits; the consent stays, and repeating it changes nothing', async () => {
    const { consentId, person } = await agreed();
    const before = await read(consentId);
    city.advance(1);
    const { requestId } = await change('AMEND', consentId);
    const question = await city.question(person, requestId);
    const withdrawn = await city.call(withdrawRequest, { requestId });
    expect(withdrawn).toMatchObject({ requestId, status: 'WITHDRAWN' });
    expect(await city.call(withdrawRequest, { requestId })).toEqual(withdrawn);
    expect(await read(consentId)).toEqual(before);
    await expect(city.agree(question)).rejects.toMatchObject({ code: 'CONSENT_REQUEST_NOT_FOUND' });
    const kinds = await city.sql(
      `SELECT kind FROM log_entry WHERE consent_id = $1 AND kind = 'CONSENT_REQUEST_WITHDRAWN'`,
      [consentId],
    );
    expect(kinds).toHaveLength(1);
    expect(await events(consentId)).toEqual(['granted', 'request-closed']);
  });

  it('withdraws a new request: the consent it would have become is over', async () => {
    const { consentId, requestId } = await city.ask();
    await city.call(withdrawRequest, { requestId });
    expect(await progress(requestId)).toMatchObject({ status: 'WITHDRAWN' });
    expect(await read(consentId)).toMatchObject({ status: 'REVOKED', endedReason: 'NO_LONGER_NEEDED' });
  });

  it('withdraws nothing that was answered', async () => {
    const firm = await city.foundFirm();
    const { requestId } = await city.ask({ uscc: firm.code });
    await city.answer(firm.people[0] ?? '', requestId);
    await expect(city.call(withdrawRequest, { requestId })).rejects.toMatchObject({
      code: 'CONSENT_TRANSITION_ILLEGAL',
    });
  });

  it.each([
    ['sees', getRequest],
    ['withdraws', withdrawRequest],
  ] as const)('%s no request of another bank', async (_, operation) => {
    const { requestId } = await city.ask({}, { by: city.otherBank });
    await expect(city.call(operation as typeof getRequest, { requestId })).rejects.toMatchObject({
      code: 'CONSENT_REQUEST_NOT_FOUND',
    });
  });

  it('reads no history of another bank’s consent', async () => {
    const { consentId } = await city.ask({}, { by: city.otherBank });
    await expect(city.call(listRevisions, { consentId, limit: 1 })).rejects.toMatchObject({
      code: 'CONSENT_NOT_FOUND',
    });
  });

  it('reads a history page by page', async () => {
    const { consentId, firm, person } = await agreed();
    for (const act of ['PAUSE', 'RESUME', 'PAUSE', 'REVOKE'] as const)
      await city.move(consentId, firm.subjectId, person, act);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await city.call(listRevisions, { consentId, limit: 2, cursor });
      seen.push(...items.map(({ revision, act }) => `${revision} ${act}`));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['5 REVOKE', '4 PAUSE', '3 RESUME', '2 PAUSE', '1 GRANT']);
  });

  it('lists what it asked, newest first, by consent and status', async () => {
    const { consentId, person } = await agreed();
    city.advance(1);
    const { requestId } = await change('AMEND', consentId);
    await city.refuse(await city.question(person, requestId));
    const list = (filter: object) => city.call(listRequests, { limit: 20, ...filter });
    const { items } = await list({ consentId });
    expect(items.map(({ kind, status }) => `${kind} ${status}`)).toEqual(['AMEND REFUSED', 'NEW AGREED']);
    expect((await list({ consentId, status: 'REFUSED' })).items.map((each) => each.requestId)).toEqual([
      requestId,
    ]);
  });

  it('sees how many have agreed and never who', async () => {
    const firm = await city.foundFirm({ people: 3, required: 2 });
    const { requestId } = await city.ask({ uscc: firm.code });
    expect((await progress(requestId)).approvals).toEqual({ given: 0, required: null });
    await city.answer(firm.people[1] ?? '', requestId);
    const seen = await progress(requestId);
    expect(seen.approvals).toEqual({ given: 1, required: 2 });
    expect(JSON.stringify(seen)).not.toContain(firm.people[1]);
  });
});

describe('after a refusal · 网络数据安全管理条例 art. 22', () => {
  async function refused(fact = {}) {
    const firm = await city.foundFirm();
    const { requestId } = await city.ask({ uscc: firm.code, ...fact });
    await city.refuse(await city.question(firm.people[0] ?? '', requestId));
    return firm;
  }
  const tooSoon = { code: 'CONSENT_ASKED_TOO_SOON' };

  it('the same bank does not prompt her for the same purpose again for 30 days', async () => {
    const { code } = await refused();
    city.advance(days(30) - 1);
    expect(await city.prompts({ uscc: code })).toBe(false);
    city.advance(1);
    expect(await city.prompts({ uscc: code })).toBe(true);
  });

  it.each(['names nobody', 'names the firm'])(
    'a link that she opens herself is no prompt: it %s, says that she refused, and she may agree',
    async (how) => {
      const { people, code } = await refused();
      const at = city.clock.instant();
      city.advance(days(2));
      const { requestId } = await city.ask(how === 'names nobody' ? {} : { uscc: code });
      const question = await city.question(people[0] ?? '', requestId);
      expect(question.refusedAt).toBe(at);
      expect(await city.agree(question)).toMatchObject({ kind: 'AGREED' });
    },
  );

  it('says so no longer than 30 days', async () => {
    const { people } = await refused();
    city.advance(days(30));
    const { requestId } = await city.ask();
    expect((await city.question(people[0] ?? '', requestId)).refusedAt).toBeUndefined();
  });

  it('what one proxy refused, another who may act is shown by her own link', async () => {
    const firm = await city.foundFirm({ people: 2 });
    const { requestId } = await city.ask({ uscc: firm.code });
    await city.refuse(await city.question(firm.people[1] ?? '', requestId));
    const link = await city.ask({ uscc: firm.code });
    expect(await city.answer(firm.people[0] ?? '', link.requestId)).toMatchObject({ kind: 'AGREED' });
  });

  it('another purpose and another bank may prompt', async () => {
    const { code } = await refused();
    expect(await city.prompts({ uscc: code, purpose: 'LOAN_REVIEW' })).toBe(true);
    expect(await city.prompts({ uscc: code }, { by: city.otherBank })).toBe(true);
  });

  it('a refused amendment counts as well, and so does one over the back channel', async () => {
    const { consentId, person, firm } = await agreed();
    const { requestId } = await change('AMEND', consentId, {}, { channel: 'BACKCHANNEL' });
    await city.refuse(await city.question(person, requestId));
    await expect(change('AMEND', consentId)).rejects.toMatchObject(tooSoon);
    expect(await city.prompts({ uscc: firm.code })).toBe(false);
  });

  it('what lapsed or was withdrawn is no refusal', async () => {
    const firm = await city.foundFirm();
    const { requestId } = await city.ask({ uscc: firm.code });
    await city.call(withdrawRequest, { requestId });
    expect(await city.prompts({ uscc: firm.code })).toBe(true);
  });
});

describe('an owner of several firms', () => {
  async function ofTwo() {
    const [one, two] = [await city.foundFirm(), await city.foundFirm()];
    const person = one.people[0] ?? '';
    city.advance(1);
    await city.giveAuthority(person, two);
    return { one, two, person };
  }

  it('says for which she answers where the bank named none: nothing is presumed', async () => {
    const { one, two, person } = await ofTwo();
    const { requestId } = await city.ask();
    await expect(city.question(person, requestId)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      choices: [{ subjectId: one.subjectId }, { subjectId: two.subjectId }],
    });
    expect(await city.question(person, requestId, two.subjectId)).toMatchObject({ subjectId: two.subjectId });
  });

  it('is not asked when the bank named one', async () => {
    const { two, person } = await ofTwo();
    const { requestId } = await city.ask({ uscc: two.code });
    expect(await city.question(person, requestId)).toMatchObject({ subjectId: two.subjectId });
  });

  it('answers for no firm that is not hers', async () => {
    const { person } = await ofTwo();
    const stranger = await city.foundFirm();
    const { requestId } = await city.ask();
    await expect(city.question(person, requestId, stranger.subjectId)).rejects.toMatchObject({
      code: 'AUTHORITY_MISSING',
    });
  });

  it('cannot refuse for one firm what another of hers has begun to agree to', async () => {
    const one = await city.foundFirm({ people: 2, required: 2 });
    const two = await city.foundFirm();
    const [first = '', second = ''] = one.people;
    await city.giveAuthority(second, two);
    const { requestId } = await city.ask();
    const stale = await city.question(second, requestId, two.subjectId);
    await city.answer(first, requestId);
    await expect(city.refuse(stale)).rejects.toMatchObject({ code: 'AUTHORITY_MISSING' });
    await expect(city.agree(stale)).rejects.toMatchObject({ code: 'AUTHORITY_MISSING' });
  });
});

describe('a question that was opened in time', () => {
  it('is answered neither way once its time is over', async () => {
    const firm = await city.foundFirm();
    const { requestId } = await city.ask({ uscc: firm.code }, { seconds: 60 });
    const question = await city.question(firm.people[0] ?? '', requestId);
    city.advance(60_000);
    const over = { code: 'CONSENT_REQUEST_NOT_FOUND' };
    await expect(city.agree(question)).rejects.toMatchObject(over);
    await expect(city.refuse(question)).rejects.toMatchObject(over);
  });

  it('is answered by nobody who has left meanwhile', async () => {
    const firm = await city.foundFirm();
    const { requestId } = await city.ask({ uscc: firm.code });
    const question = await city.question(firm.people[0] ?? '', requestId);
    await city.endAuthority(firm.people[0] ?? '', firm);
    await expect(city.agree(question)).rejects.toMatchObject({ code: 'AUTHORITY_MISSING' });
    await expect(city.refuse(question)).rejects.toMatchObject({ code: 'AUTHORITY_MISSING' });
  });
});
