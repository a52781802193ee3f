import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AT,
  BANK_A,
  BANK_B,
  type City,
  CONSENT_A,
  CONSENT_B,
  consentRequest,
  foundCity,
  OWNER,
  SUBJECT,
} from './testing/city.ts';
import { queryAs, type Settings } from './testing/query.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
  await asking(BANK_A, consentRequest(REQUEST, CONSENT_A));
  await asking(BANK_B, consentRequest(REQUEST_B, CONSENT_B, { participantId: BANK_B }));
});
afterAll(() => city.drop());

const asking = (bank: string, sql: string) => queryAs(city, 'authorization', { participant_id: bank }, sql);
const as = (role: 'authorization' | 'application' | 'worker', settings: Settings, sql: string) =>
  queryAs(city, role, settings, sql);
const asSuperuser = (sql: string) => queryAs(city, 'superuser', {}, sql);
const owner = { subject_id: SUBJECT, identity_id: OWNER };
const denied = { code: '42501' };
const broken = { code: '23514' };
/** What each bank asks of its own consent. */
const REQUEST = 'crq_bank-a';
const REQUEST_B = 'crq_bank-b';

describe('what is agreed', () => {
  it.each([
    `items = '{tax.arrears}'`,
    `disclosure = 'RECORDS'`,
    `range_to = '2027-01-01'`,
    `data_life = 'P24M'`,
    `fetch_type = 'ONETIME'`,
    `expires_at = '2030-01-01'`,
    `consent_mode = 'STREAM'`,
    `frequency_unit = 'DAY', frequency_value = 99`,
  ])('does not change without a new artefact: %s', async (change) => {
    await expect(
      as(
        'authorization',
        owner,
        `UPDATE consent SET ${change}, revision = revision + 1 WHERE id = '${CONSENT_A}'`,
      ),
    ).rejects.toMatchObject(broken);
  });

  it('does not change without a new revision', async () => {
    const sql = `UPDATE consent SET disclosure = 'RECORDS', artefact = 'new.er.one' WHERE id = '${CONSENT_A}'`;
    await expect(as('authorization', owner, sql)).rejects.toMatchObject(broken);
  });

  it.each([`purpose_code = 'LOAN_REVIEW'`, `subject_id = 'sub_guoyang-wine'`])(
    'never changes %s, whoever asks',
    async (change) => {
      const sql = `UPDATE consent SET ${change}, revision = 9, artefact = 'new.er.one' WHERE id = '${CONSENT_A}'`;
      await expect(asSuperuser(sql)).rejects.toMatchObject(broken);
    },
  );
});

describe('a request', () => {
  it('waits alone: one change of a consent at a time', async () => {
    await expect(asking(BANK_A, consentRequest('crq_second', CONSENT_A))).rejects.toMatchObject({
      ...{ code: '23505', constraint: 'consent_request_open_change_key' },
    });
  });

  it('begins as one that waits', async () => {
    await expect(
      asking(BANK_A, consentRequest('crq_second', CONSENT_A, { status: 'AGREED' })),
    ).rejects.toMatchObject(denied);
  });

  it('is written for no other bank', async () => {
    await expect(asking(BANK_B, consentRequest('crq_second', CONSENT_A))).rejects.toMatchObject(denied);
  });

  it('is shown to the one who knows its number, and to no other', async () => {
    const seen = (request_id: string) =>
      as('authorization', { request_id }, 'SELECT id FROM consent_request');
    expect(await seen(REQUEST)).toEqual([{ id: REQUEST }]);
    expect(await seen(`REF-${REQUEST}`)).toEqual([{ id: REQUEST }]);
    expect(await seen('crq_unknown')).toEqual([]);
  });

  it('of another bank is not read by the API', async () => {
    expect(await as('application', { participant_id: BANK_B }, 'SELECT id FROM consent_request')).toEqual([
      { id: REQUEST_B },
    ]);
  });

  it.each(['AGREED', 'REFUSED', 'PENDING'])('is made %s by no bank and by no clock', async (status) => {
    const sql = `UPDATE consent_request SET status = '${status}', answered_at = now() WHERE id = '${REQUEST}'`;
    await expect(as('application', { participant_id: BANK_A }, sql)).rejects.toMatchObject(denied);
    await expect(as('worker', {}, sql)).rejects.toMatchObject(denied);
  });

  it('is agreed to by a person in her own name only', async () => {
    const approve = (identity: string) => `
      INSERT INTO consent_approval
      SELECT '${REQUEST}', '${identity}', id, capacity, 'h', 'en', 's', 'OWN_DEVICE', now() FROM authority`;
    await expect(as('authorization', owner, approve('somebody'))).rejects.toMatchObject(denied);
    await expect(as('authorization', owner, approve(OWNER))).resolves.toEqual([]);
  });

  it('is answered once', async () => {
    const answer = (status: string) =>
      as('authorization', owner, `UPDATE consent_request SET status = '${status}' WHERE id = '${REQUEST_B}'`);
    await answer('REFUSED');
    for (const status of ['AGREED', 'PENDING', 'WITHDRAWN'])
      await expect(answer(status)).rejects.toMatchObject(broken);
  });
});

describe('the history of a consent', () => {
  const GRANTED = {
    number: 1,
    act: 'GRANT',
    status: 'ACTIVE',
    by: 'OWNER',
    receipt: 'NULL',
    artefact: 'NULL',
  };
  const revision = (consentId: string, fact: Partial<typeof GRANTED> = {}) => {
    const { number, act, status, by, receipt, artefact } = { ...GRANTED, ...fact };
    return `
      INSERT INTO consent_revision (consent_id, revision, act, status, by, receipt, artefact, entry_id, changed_at)
      VALUES ('${consentId}', ${number}, '${act}', '${status}', '${by}', ${receipt}, ${artefact}, 'ent_x', now())`;
  };
  const bank = { participant_id: BANK_A };

  it.each<[string, Partial<typeof GRANTED>]>([
    ['ahead of the consent, whose next move would fail', { number: 2 }],
    ['with a status the consent does not have', { act: 'PAUSE', status: 'PAUSED' }],
    ['with its receipt', { receipt: `'early'` }],
    ['with another artefact than the consent’s', { artefact: `'for.g.ed'` }],
  ])('is not written %s', async (_how, fact) => {
    await expect(as('authorization', owner, revision(CONSENT_A, fact))).rejects.toMatchObject(broken);
  });

  it.each([
    ['application', 'GRANT', 'OWNER'],
    ['application', 'RESUME', 'OWNER'],
    ['application', 'REVOKE', 'OWNER'],
    ['worker', 'GRANT', 'OWNER'],
    ['worker', 'REVOKE', 'SYSTEM'],
    ['authorization', 'EXPIRE', 'SYSTEM'],
    ['authorization', 'PAUSE', 'SYSTEM'],
  ] as const)('%s writes no %s by %s', async (role, act, by) => {
    const sql = revision(CONSENT_A, { act, by });
    await expect(as(role, { ...owner, ...bank }, sql)).rejects.toMatchObject(broken);
  });

  it('is written by a bank under its own consent, and no other', async () => {
    const ends = { act: 'REVOKE', by: 'PARTICIPANT' };
    await expect(as('application', bank, revision(CONSENT_B, ends))).rejects.toMatchObject(broken);
    await expect(as('application', bank, revision(CONSENT_A, ends))).resolves.toEqual([]);
    await asSuperuser('DELETE FROM consent_revision');
  });

  it('is written as the consent stands', async () => {
    await expect(as('authorization', owner, revision(CONSENT_A))).resolves.toEqual([]);
  });

  it.each(['application', 'authorization', 'worker'] as const)('is not rewritten by %s', async (role) => {
    for (const change of [`act = 'AMEND'`, `artefact = 'x'`, `changed = '{items}'`])
      await expect(
        as(role, { ...owner, participant_id: BANK_A }, `UPDATE consent_revision SET ${change}`),
      ).rejects.toMatchObject(denied);
    await expect(as(role, owner, `DELETE FROM consent_revision`)).rejects.toMatchObject(denied);
  });

  it('takes its receipt once', async () => {
    const write = (text: string) => as('worker', {}, `UPDATE consent_revision SET receipt = '${text}'`);
    await write('the receipt');
    await expect(write('another')).rejects.toMatchObject(broken);
  });

  it('is read by the bank of the consent and by no other', async () => {
    const read = (participant_id: string) =>
      as('application', { participant_id }, `SELECT revision FROM consent_revision`);
    expect(await read(BANK_A)).toEqual([{ revision: 1 }]);
    expect(await read(BANK_B)).toEqual([]);
  });
});

describe('a consent moves by the book', () => {
  const BANK = { participant_id: BANK_A };
  const move = (fact: string) => `UPDATE consent SET ${fact} WHERE id = '${CONSENT_A}'`;

  it.each([
    ['application', `status = 'ACTIVE', revision = revision + 1`],
    ['application', `status = 'PAUSED', revision = revision + 1, paused_by = 'SYSTEM'`],
    ['application', `status = 'EXPIRED', revision = revision + 1, ended_by = 'SYSTEM'`],
    ['application', `status = 'REVOKED', revision = revision + 1, ended_by = 'OWNER'`],
    ['application', `status = 'REVOKED', ended_by = 'PARTICIPANT'`],
    ['application', `revision = 2147483647`],
    ['application', `paused_reason = NULL, paused_by = NULL, paused_at = NULL`],
    ['worker', `status = 'ACTIVE', revision = revision + 1`],
    ['worker', `status = 'REVOKED', revision = revision + 1, ended_by = 'SYSTEM'`],
    ['worker', `status = 'EXPIRED', revision = revision + 1, ended_by = 'OWNER'`],
    ['authorization', `status = 'PENDING', revision = revision + 1`],
    ['authorization', `status = 'EXPIRED', revision = revision + 1`],
    ['authorization', `revision = revision + 2`],
  ] as const)('a consent that rests is not moved by %s: %s', async (role, fact) => {
    await asSuperuser(
      move(`status = 'PAUSED', paused_by = 'OWNER', paused_reason = 'OWNER_PAUSED', paused_at = now()`),
    );
    await expect(as(role, { ...owner, ...BANK }, move(fact))).rejects.toMatchObject(broken);
  });

  it('time and the registry let it rest, and its owner lets it go on', async () => {
    await asSuperuser(move(`status = 'ACTIVE'`));
    const rest = `status = 'PAUSED', revision = revision + 1, paused_by = 'SYSTEM'`;
    await expect(as('worker', {}, move(rest))).resolves.toEqual([]);
    const on = `status = 'ACTIVE', revision = revision + 1, paused_by = NULL`;
    await expect(as('authorization', owner, move(on))).resolves.toEqual([]);
  });

  it('its bank ends it', async () => {
    const end = `status = 'REVOKED', revision = revision + 1, ended_by = 'PARTICIPANT'`;
    await expect(as('application', BANK, move(end))).resolves.toEqual([]);
  });
});

describe('a stop', () => {
  const BANK = { participant_id: BANK_A };
  const stop = (kind: string, offset = 0, told = 'NULL') => `
    INSERT INTO consent_stop (consent_id, revision, participant_id, subject_id, kind, event_id, stopped_at, told_at)
    SELECT id, revision + ${offset}, participant_id, subject_id, '${kind}', 'evt_x', '${AT.toISOString()}', ${told}
    FROM consent WHERE id = '${CONSENT_A}'`;
  const say = (fact: string) => as('application', BANK, `UPDATE consent_stop SET ${fact}`);
  const read = async () => (await asSuperuser('SELECT told_at, acknowledged_at FROM consent_stop'))[0];

  it('is written as the consent stands, and before anybody is told', async () => {
    for (const sql of [stop('REVOKED', 1), stop('PAUSED'), stop('EXPIRED'), stop('REVOKED', 0, 'now()')])
      await expect(as('application', BANK, sql)).rejects.toMatchObject(broken);
    await expect(as('worker', {}, stop('REVOKED'))).rejects.toMatchObject(broken);
    await expect(as('application', BANK, stop('REVOKED'))).resolves.toEqual([]);
  });

  it.each([`acknowledged_at = now()`, `acknowledgement = 'x'`, `attested_at = now()`, `attestation = 'x'`])(
    'takes a word and its time together only: %s',
    async (fact) => {
      await expect(say(fact)).rejects.toMatchObject(broken);
    },
  );

  it('was told and acknowledged at no time before it', async () => {
    await say(`told_at = '2020-01-01', acknowledged_at = '2020-01-01', acknowledgement = 'x'`);
    expect(await read()).toEqual({ told_at: AT, acknowledged_at: AT });
  });

  it.each([
    `told_at = now()`,
    `told_at = NULL`,
    `acknowledged_at = now()`,
    `acknowledgement = 'another'`,
    `acknowledgement = NULL, acknowledged_at = NULL`,
  ])('is told of and acknowledged once: not %s', async (fact) => {
    await expect(say(fact)).rejects.toMatchObject(broken);
  });
});

describe('a signing key', () => {
  const set = (fact: string) => as('authorization', {}, `UPDATE signing_key SET ${fact} WHERE kid = 'k'`);

  it('is neither prolonged nor given another mark', async () => {
    await as(
      'authorization',
      {},
      `INSERT INTO signing_key (kid, purpose, alg, public_jwk, valid_from) VALUES ('k', 'CONSENT', 'ES256', '{}', now())`,
    );
    await set(`valid_to = '2027-01-01', mac = 'm'`);
    for (const fact of [`valid_to = NULL`, `valid_to = '2027-01-02'`, `mac = 'n'`, `mac = NULL`])
      await expect(set(fact)).rejects.toMatchObject(broken);
    await expect(set(`valid_to = '2026-12-31'`)).resolves.toEqual([]);
  });
});
