import type { ConsentId, ConsentRequestId, DataItemId } from '@xinqiao/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getConsent } from '../../src/consents/get.ts';
import { getRequest } from '../../src/consents/requests/get.ts';
import { revokeConsent } from '../../src/consents/revoke.ts';
import { days, type Firm, foundSmallCity, type SmallCity } from './support/small-city.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await foundSmallCity();
});
afterAll(() => city.close());

const ARREARS: readonly DataItemId[] = ['tax.arrears'];
const read = (consentId: ConsentId) => city.call(getConsent, { consentId });
const statusOf = async (requestId: ConsentRequestId) => (await city.call(getRequest, { requestId })).status;
const person = (firm: Firm, at = 0): string => firm.people[at] ?? '';
const entries = async (consentId: ConsentId) =>
  (
    await city.sql<{ kind: string }>(
      `SELECT kind FROM log_entry JOIN log_pending ON entry_id = log_entry.id WHERE consent_id = $1 ORDER BY ticket`,
      [consentId],
    )
  ).map(({ kind }) => kind);
const events = (consentId: ConsentId) =>
  city.sql<{ type: string; key: string; data: Record<string, unknown> }>(
    `SELECT substring(type FROM 'consent\\.(.*)\\.v1') AS type, ordering_key AS key, data FROM event
     WHERE data->>'consentId' = $1 ORDER BY occurred_at, id`,
    [consentId],
  );

async function askedOf(fact: Parameters<SmallCity['foundFirm']>[0], ask = {}) {
  const firm = await city.foundFirm(fact);
  return { firm, ...(await city.ask({ uscc: firm.code, ...ask })) };
}

/** A consent that the one person of a firm agreed to. */
async function agreed() {
  const { firm, consentId, requestId } = await askedOf({});
  await city.answer(person(firm), requestId);
  return { firm, consentId };
}

describe('somebody agrees to the words she saw, and to no others · PIPL art. 14', () => {
  const expired = { code: 'FORM_EXPIRED' };

  it('a choice made by the first while the second reads: the second is asked anew', async () => {
    const { firm, consentId, requestId } = await askedOf(
      { people: 2, required: 2 },
      { optionalItems: ARREARS },
    );
    const second = await city.question(person(firm, 1), requestId);
    await city.agree(await city.question(person(firm), requestId), ARREARS);
    await expect(city.agree(second)).rejects.toMatchObject(expired);
    expect(await read(consentId)).toMatchObject({ status: 'PENDING' });
    await city.answer(person(firm, 1), requestId);
    expect((await read(consentId)).items).toContain('tax.arrears');
  });

  it('also where the first chose nothing: the second could still tick', async () => {
    const { firm, requestId } = await askedOf({ people: 2, required: 2 }, { optionalItems: ARREARS });
    const second = await city.question(person(firm, 1), requestId);
    await city.answer(person(firm), requestId);
    await expect(city.agree(second, ARREARS)).rejects.toMatchObject(expired);
  });

  it('a rule that several must agree, made while she reads', async () => {
    const { firm, consentId, requestId } = await askedOf({ people: 2 });
    const question = await city.question(person(firm), requestId);
    await city.sql(
      `INSERT INTO approval_rule (subject_id, revision, required, set_by, valid_from)
       VALUES ($1, 1, 2, 'somebody', now())`,
      [firm.subjectId],
    );
    await expect(city.agree(question)).rejects.toMatchObject(expired);
    expect(await read(consentId)).toMatchObject({ status: 'PENDING' });
  });

  it('an agent who began to help while she reads', async () => {
    const { firm, requestId } = await askedOf({});
    const question = await city.question(person(firm), requestId);
    await prepare(requestId);
    await expect(city.agree(question)).rejects.toMatchObject(expired);
  });
});

const prepare = (requestId: ConsentRequestId) =>
  city.sql(
    `INSERT INTO assistance (request_id, agent_id, place_code, place_name, presence, day, prepared_at)
     VALUES ($1, 'agent', '341602101', '代办点', 'ID_CARD_CHECKED', '2026-11-22', now())`,
    [requestId],
  );

describe('an approver whose authority was renewed', () => {
  async function renewed() {
    const { firm, consentId, requestId } = await askedOf({ people: 3, required: 2 });
    await city.answer(person(firm), requestId);
    await city.endAuthority(person(firm), firm);
    city.advance(1_000);
    await city.giveAuthority(person(firm), firm);
    return { firm, consentId, requestId };
  }

  it('agrees anew, and counts', async () => {
    const { firm, requestId } = await renewed();
    const said = await city.answer(person(firm), requestId);
    expect(said).toEqual({ kind: 'AWAITING_APPROVALS', given: 1, required: 2 });
    expect(await city.answer(person(firm, 1), requestId)).toMatchObject({ kind: 'AGREED' });
  });

  it('counts by her new authority and from the moment she agreed anew', async () => {
    const { firm, requestId } = await renewed();
    await city.answer(person(firm), requestId);
    const [row] = await city.sql<{ status: string; since: Date }>(
      `SELECT status, approved_at AS since FROM consent_approval JOIN authority ON authority.id = authority_id
       WHERE request_id = $1`,
      [requestId],
    );
    expect(row).toEqual({ status: 'ACTIVE', since: city.clock.now() });
  });

  it('does not count until she has', async () => {
    const { firm, requestId } = await renewed();
    const said = await city.answer(person(firm, 1), requestId);
    expect(said).toEqual({ kind: 'AWAITING_APPROVALS', given: 1, required: 2 });
  });
});

describe('what somebody agreed to · with the login of the authorization server', () => {
  /** How many approvals of a request this person could change now; nothing is changed. */
  async function changeable(identityId: string, { subjectId }: Firm, requestId: ConsentRequestId) {
    const client = new pg.Client({ connectionString: city.urls.authorization });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `SELECT set_config('xinqiao.identity_id', $1, true), set_config('xinqiao.subject_id', $2, true)`,
        [identityId, subjectId],
      );
      const sql = `UPDATE consent_approval SET notice_hash = 'x' WHERE request_id = $1`;
      return (await client.query(sql, [requestId])).rowCount;
    } finally {
      await client.end();
    }
  }

  it('she alone may say anew, and nobody once it is answered', async () => {
    const { firm, requestId } = await askedOf({ people: 2, required: 2 });
    await city.answer(person(firm), requestId);
    expect(await changeable(person(firm), firm, requestId)).toBe(1);
    expect(await changeable(person(firm, 1), firm, requestId)).toBe(0);
    await city.answer(person(firm, 1), requestId);
    expect(await changeable(person(firm), firm, requestId)).toBe(0);
  });
});

describe('agreeing again', () => {
  it('changes nothing and writes nothing', async () => {
    const { firm, consentId, requestId } = await askedOf({ people: 3, required: 2 });
    const first = await city.answer(person(firm), requestId);
    const written = [await entries(consentId), await events(consentId)];
    city.advance(1_000);
    expect(await city.answer(person(firm), requestId)).toEqual(first);
    expect([await entries(consentId), await events(consentId)]).toEqual(written);
  });
});

describe('too few may act for what the firm demands', () => {
  async function tooFew() {
    const { firm, ...asked } = await askedOf({ people: 2, required: 2 });
    await city.endAuthority(person(firm, 1), firm);
    return { firm, ...asked };
  }

  it('whoever is left is shown what is asked and may refuse', async () => {
    const { firm, consentId, requestId } = await tooFew();
    const question = await city.question(person(firm), requestId);
    expect(question.approvals).toMatchObject({ required: 2, tooFew: true });
    await city.refuse(question);
    expect(await read(consentId)).toMatchObject({ status: 'REJECTED' });
  });

  it('and cannot agree', async () => {
    const { firm, requestId } = await tooFew();
    await expect(city.answer(person(firm), requestId)).rejects.toMatchObject({ code: 'APPROVERS_TOO_FEW' });
  });
});

describe('how each confirmed · 电子签名法 art. 13', () => {
  async function both() {
    const { firm, consentId, requestId } = await askedOf({ people: 2, required: 2 });
    await prepare(requestId);
    await city.answer(person(firm), requestId);
    city.advance(1_000); // approvals stand in the order they were given
    await city.answer(person(firm, 1), requestId, 'ONE_TIME_CODE');
    const { artefact } = await read(consentId);
    const [, payload = ''] = (artefact ?? '').split('.');
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      approvals: { confirmation?: string }[];
      assistance: { confirmation: string };
    };
  }

  it('stands with each person in the artefact', async () => {
    const { approvals } = await both();
    expect(approvals.map(({ confirmation }) => confirmation)).toEqual(['OWN_DEVICE', 'ONE_TIME_CODE']);
  });

  it('a code typed at the counter is not hidden by whoever agreed on her phone', async () => {
    expect((await both()).assistance.confirmation).toBe('ONE_TIME_CODE');
  });
});

describe('a consent that ends while a change of it waits', () => {
  async function waiting() {
    const { firm, consentId } = await agreed();
    const { requestId } = await city.ask({ kind: 'AMEND', consentId, disclosure: 'ANSWER' });
    return { firm, consentId, requestId };
  }
  const closed = async (consentId: ConsentId) =>
    (await events(consentId)).find(({ type }) => type === 'request-closed')?.data.reason;

  it('stopped by its owner: the change is refused, with its entry, and the bank hears so', async () => {
    const { firm, consentId, requestId } = await waiting();
    await city.move(consentId, firm.subjectId, person(firm), 'REVOKE');
    expect(await statusOf(requestId)).toBe('REFUSED');
    expect((await entries(consentId)).slice(-2)).toEqual(['CONSENT_REVOKED', 'CONSENT_REQUEST_REFUSED']);
    expect(await closed(consentId)).toBe('REFUSED');
  });

  it('stopped by its owner: the firm is not asked again for 30 days', async () => {
    const { firm, consentId } = await waiting();
    await city.move(consentId, firm.subjectId, person(firm), 'REVOKE');
    expect(await city.prompts({ uscc: firm.code })).toBe(false);
  });

  it.each([
    ['stopped', (consentId: ConsentId) => city.call(revokeConsent, { consentId, reason: 'LOAN_CLOSED' })],
    ['given back with its token', (consentId: ConsentId) => city.giveBack(consentId)],
  ])('%s by the bank: the change is withdrawn, with its entry', async (_how, end) => {
    const { consentId, requestId } = await waiting();
    await end(consentId);
    expect(await statusOf(requestId)).toBe('WITHDRAWN');
    expect((await entries(consentId)).slice(-2)).toEqual(['CONSENT_REVOKED', 'CONSENT_REQUEST_WITHDRAWN']);
    expect(await closed(consentId)).toBe('WITHDRAWN');
  });

  it('over by time: the change lapses, with its entry', async () => {
    const { consentId } = await agreed();
    const { requestId } = await city.ask({ kind: 'AMEND', consentId }, { seconds: 86_400 * 365 });
    city.advance(days(200));
    await city.expire();
    expect(await statusOf(requestId)).toBe('LAPSED');
    expect((await entries(consentId)).slice(-2)).toEqual(['CONSENT_EXPIRED', 'CONSENT_REQUEST_LAPSED']);
    expect(await closed(consentId)).toBe('LAPSED');
  });
});

describe('the order in which a bank hears', () => {
  it('of one agreement and of the refusal after it: under one name', async () => {
    const { firm, consentId, requestId } = await askedOf({ people: 3, required: 2 });
    await city.answer(person(firm), requestId);
    city.advance(1);
    await city.refuse(await city.question(person(firm, 1), requestId));
    const told = await events(consentId);
    expect(told.map(({ type, key }) => `${type} ${key}`)).toEqual([
      `approval-given ${consentId}`,
      `rejected ${consentId}`,
    ]);
  });
});
