import type { QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from './roles.ts';
import { BANK_A, BANK_B, type City, foundCity, OPERATOR, OWNER } from './testing/city.ts';
import { queryAs, type Settings } from './testing/query.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
  // The same of everything for either bank, and for the owner and a stranger.
  for (const bank of [BANK_A, BANK_B]) await asSuperuser(rowsOfBank(bank));
  for (const person of [OWNER, 'stranger']) await asSuperuser(rowsOfPerson(person));
});
afterAll(() => city.drop());

const query = <R extends QueryResultRow>(role: Role, settings: Settings, sql: string): Promise<R[]> =>
  queryAs<R>(city, role, settings, sql);
const asSuperuser = <R extends QueryResultRow>(sql: string): Promise<R[]> =>
  queryAs<R>(city, 'superuser', {}, sql);

const rowsOfBank = (bank: string) => `
  INSERT INTO licence VALUES ('lic_${bank}', '${bank}', 'FINANCIAL_LICENCE', '1', 'x', '2026-01-01', null, 'x', now());
  INSERT INTO proposal VALUES ('prp_${bank}', 'PARTICIPANT_STATUS', '${bank}', '{}', 'x', null, 'x', now(), now(), 'OPEN');
  INSERT INTO event (id, operator_id, participant_id, type, ordering_key, occurred_at, data)
    VALUES ('evt_${bank}', 'bozhou', '${bank}', 't', 'k', now(), '{}');
  INSERT INTO webhook_endpoint VALUES ('whk_${bank}', '${bank}', 'https://bank.example', '{}', 'ACTIVE', null, now());
  INSERT INTO webhook_secret VALUES ('whk_${bank}', 1, '${bank}', 'sealed', now());
  INSERT INTO webhook_delivery (endpoint_id, event_id, participant_id, position, ordering_key, status, due_since,
    next_attempt_at) VALUES ('whk_${bank}', 'evt_${bank}', '${bank}', 1, 'k', 'PENDING', now(), now());
  INSERT INTO contact VALUES ('con_${bank}', null, '${bank}', 'SECURITY', 'EMAIL', 'sealed', 'h', 'm', 'zh', now());
  INSERT INTO usage_counter VALUES ('${bank}', 'app', '2026-11', 'CALLS', 0, 1);
  INSERT INTO rate_window VALUES ('${bank}', now(), 0, 1);
  INSERT INTO support_case (id, operator_id, participant_id, category, title, status, deadline_at, opened_at)
    VALUES ('cas_${bank}', 'bozhou', '${bank}', 'TECHNICAL', 'x', 'OPEN', now(), now());
  INSERT INTO support_message VALUES ('cas_${bank}', 1, 'PARTICIPANT', 'x', 'words', now());`;

const rowsOfPerson = (person: string) => `
  INSERT INTO contact VALUES ('con_${person}', '${person}', null, 'PERSON', 'SMS', 'sealed', 'h', 'm', 'zh', now());
  INSERT INTO notification (id, template, language, channel, address_hash, masked, params, identity_id, status,
    next_attempt_at, created_at)
    VALUES ('ntf_${person}', 't', 'zh', 'SMS', 'h', 'm', '{}', '${person}', 'QUEUED', now(), now());
  INSERT INTO support_case (id, operator_id, identity_id, category, title, status, deadline_at, opened_at)
    VALUES ('cas_${person}', 'bozhou', '${person}', 'OBJECTION', 'x', 'OPEN', now(), now());
  INSERT INTO support_message VALUES ('cas_${person}', 1, 'OWNER', 'x', 'words', now());
  INSERT INTO log_entry VALUES ('ent_${person}', 'bozhou', 'CASE_OPENED', null, null, null, 'x', now(), 'x');
  INSERT INTO log_person VALUES ('ent_${person}', '${person}', decode(repeat('00', 32), 'hex'));`;

const denied = { code: '42501' };

describe('a bank · events, webhooks, usage and cases', () => {
  const bankA = { participant_id: BANK_A };

  it.each([
    ['licence', 'id', `lic_${BANK_A}`],
    ['proposal', 'id', `prp_${BANK_A}`],
    ['application_key', 'participant_id', BANK_A],
    ['event', 'id', `evt_${BANK_A}`],
    ['webhook_endpoint', 'id', `whk_${BANK_A}`],
    ['webhook_secret', 'endpoint_id', `whk_${BANK_A}`],
    ['webhook_delivery', 'endpoint_id', `whk_${BANK_A}`],
    ['contact', 'id', `con_${BANK_A}`],
    ['usage_counter', 'participant_id', BANK_A],
    ['rate_window', 'participant_id', BANK_A],
    ['support_case', 'id', `cas_${BANK_A}`],
    ['support_message', 'case_id', `cas_${BANK_A}`],
  ])('sees of %s its own row only', async (table, column, own) => {
    const seen = await query('application', bankA, `SELECT ${column} AS own FROM ${table}`);
    expect(seen).toEqual([{ own }]);
  });

  it('sees its own steps of admission, and who took them', async () => {
    const sql = 'SELECT DISTINCT participant_id FROM participant_status_change';
    expect(await query('application', bankA, sql)).toEqual([{ participant_id: BANK_A }]);
  });

  it.each(['break_glass', 'notification', 'log_person', 'event_consumer', 'oidc_payload'])(
    'has no right to read %s',
    async (table) => {
      await expect(query('application', bankA, `SELECT FROM ${table}`)).rejects.toMatchObject(denied);
    },
  );

  it.each([
    [
      'events',
      `INSERT INTO event (id, operator_id, participant_id, type, ordering_key, occurred_at, data)
      VALUES ('evt_forged', 'bozhou', '${BANK_B}', 't', 'k', now(), '{}')`,
    ],
    [
      'events with a place in the stream',
      `INSERT INTO event (id, operator_id, participant_id, type, ordering_key,
      occurred_at, data, position) VALUES ('evt_placed', 'bozhou', '${BANK_A}', 't', 'k', now(), '{}', 7)`,
    ],
    [
      'endpoints',
      `INSERT INTO webhook_endpoint VALUES ('whk_x', '${BANK_B}', 'u', '{}', 'ACTIVE', null, now())`,
    ],
    [
      'keys',
      `INSERT INTO application_key VALUES ('app_bank-b', 'x', '${BANK_B}', 2, '{}', 'x', 'UPLOAD', now(),
      now() + interval '1 day')`,
    ],
    [
      'keys of its own for another bank’s application',
      `INSERT INTO application_key VALUES ('app_bank-b', 'x',
      '${BANK_A}', 2, '{}', 'x', 'UPLOAD', now(), now() + interval '1 day')`,
    ],
    ['usage', `INSERT INTO usage_counter VALUES ('${BANK_B}', 'a', '2026-11', 'CALLS', 1, 1)`],
    [
      'answers of the operator',
      `INSERT INTO support_message VALUES ('cas_${BANK_A}', 2, 'OPERATOR', 'x', 'x', now())`,
    ],
    [
      'words in another bank’s case',
      `INSERT INTO support_message VALUES ('cas_${BANK_B}', 2, 'PARTICIPANT', 'x', 'x',
      now())`,
    ],
    [
      'words in an owner’s case',
      `INSERT INTO support_message VALUES ('cas_${OWNER}', 2, 'PARTICIPANT', 'x', 'x', now())`,
    ],
  ])('writes no %s', async (_what, sql) => {
    await expect(query('application', bankA, sql)).rejects.toMatchObject(denied);
  });

  it.each(['webhook_endpoint', 'webhook_secret', 'webhook_delivery', 'usage_counter', 'rate_window'])(
    'changes in %s nothing of another bank',
    async (table) => {
      const column =
        { usage_counter: 'count', rate_window: 'calls', webhook_secret: 'sealed' }[table] ?? 'status';
      const sql = `UPDATE ${table} SET ${column} = ${column} WHERE participant_id = '${BANK_B}' RETURNING 1`;
      expect(await query('application', bankA, sql)).toEqual([]);
    },
  );
});

describe('the owner', () => {
  const owner = { identity_id: OWNER };

  it.each([
    ['contact', 'id', `con_${OWNER}`],
    ['notification', 'id', `ntf_${OWNER}`],
    ['support_case', 'id', `cas_${OWNER}`],
    ['support_message', 'case_id', `cas_${OWNER}`],
    ['log_person', 'entry_id', `ent_${OWNER}`],
  ])('sees of %s her own row only', async (table, column, own) => {
    const seen = await query('authorization', owner, `SELECT ${column} AS own FROM ${table}`);
    expect(seen).toEqual([{ own }]);
  });

  it('opens a case in her own name only, and in no bank’s', async () => {
    const open = (identity: string, participant: string) => `
      INSERT INTO support_case (id, operator_id, identity_id, participant_id, category, title, status, deadline_at, opened_at)
      VALUES ('cas_${crypto.randomUUID()}', 'bozhou', ${identity}, ${participant}, 'OBJECTION', 'x', 'OPEN', now(), now())`;
    await expect(query('authorization', owner, open(`'stranger'`, 'null'))).rejects.toMatchObject(denied);
    await expect(query('authorization', owner, open(`'${OWNER}'`, `'${BANK_A}'`))).rejects.toMatchObject(
      denied,
    );
    await expect(query('authorization', owner, open(`'${OWNER}'`, 'null'))).resolves.toEqual([]);
  });

  it('stands behind no act but her own', async () => {
    const sql = `INSERT INTO log_person VALUES ('ent_stranger', 'stranger', decode(repeat('00', 32), 'hex'))`;
    await expect(query('authorization', owner, sql)).rejects.toMatchObject(denied);
  });
});

describe('the authorization server · least rights', () => {
  it.each([
    `UPDATE application_key SET ended_at = now()`,
    `UPDATE application SET scopes = '{}'`,
    `UPDATE participant SET status = 'ACTIVE'`,
    `UPDATE licence SET valid_to = null`,
    `UPDATE log_person SET identity_id = 'x'`,
    `DELETE FROM log_person`,
    `SELECT FROM proposal`,
    `SELECT FROM webhook_secret`,
    `SELECT FROM usage_counter`,
  ])('may not: %s', async (sql) => {
    await expect(query('authorization', { identity_id: OWNER }, sql)).rejects.toMatchObject(denied);
  });
});

describe('the worker · least rights', () => {
  it.each([
    `UPDATE participant SET status = 'ACTIVE'`,
    `UPDATE application SET status = 'ACTIVE'`,
    `UPDATE application SET scopes = '{}'`,
    `UPDATE application_key SET suspended_at = null`,
    `UPDATE proposal SET status = 'APPROVED'`,
    `UPDATE webhook_secret SET sealed = ''`,
    `INSERT INTO webhook_endpoint (id) VALUES ('whk_x')`,
    `INSERT INTO participant_status_change (participant_id) VALUES ('x')`,
    `SELECT FROM support_message`,
    `SELECT FROM subject_identifier`,
    `SELECT FROM authority`,
    `SELECT FROM log_person`,
  ])('may not: %s', async (sql) => {
    await expect(query('worker', {}, sql)).rejects.toMatchObject(denied);
  });

  it('adds keys it read from an address, never as if they were uploaded', async () => {
    const add = (
      source: string,
    ) => `INSERT INTO application_key VALUES ('app_bank-a', 'w-${source}', '${BANK_A}', 2,
      '{}', 'w-${source}', '${source}', now(), now() + interval '1 day')`;
    await expect(query('worker', {}, add('UPLOAD'))).rejects.toMatchObject(denied);
    await expect(query('worker', {}, add('URL'))).resolves.toEqual([]);
  });
});

describe('the regulator · admission and cases, no addresses and no words', () => {
  it('reads who was admitted by whom, licences, keys, proposals and emergencies', async () => {
    for (const table of [
      'participant_status_change',
      'licence',
      'application_key',
      'proposal',
      'register_version',
    ])
      await expect(query('regulator', {}, `SELECT FROM ${table}`)).resolves.toBeInstanceOf(Array);
    expect(await query('regulator', {}, `SELECT id FROM proposal ORDER BY id`)).toHaveLength(2);
  });

  it('reads of a case whose it is and how it stands', async () => {
    const sql = `SELECT participant_id, category, status, deadline_at FROM support_case WHERE id = 'cas_${BANK_A}'`;
    expect(await query('regulator', {}, sql)).toMatchObject([{ category: 'TECHNICAL', status: 'OPEN' }]);
  });

  it('reads who stands behind the pseudonym of an owner', async () => {
    const sql = `SELECT identity_id FROM log_person WHERE entry_id = 'ent_${OWNER}'`;
    expect(await query('regulator', {}, sql)).toEqual([{ identity_id: OWNER }]);
  });

  it.each([
    'SELECT title FROM support_case',
    'SELECT identity_id FROM support_case',
    'SELECT text FROM support_message',
    'SELECT sealed FROM contact',
    'SELECT masked FROM contact',
    'SELECT params FROM notification',
    'SELECT data FROM event',
    'SELECT url FROM webhook_endpoint',
    'SELECT sealed FROM webhook_secret',
    'SELECT value FROM subject_identifier',
    'SELECT display_name FROM identity',
  ])('may not: %s', async (sql) => {
    await expect(query('regulator', {}, sql)).rejects.toMatchObject(denied);
  });
});

describe('the operator · works on cases, reads no secret', () => {
  it('answers, but not in the name of a bank or an owner', async () => {
    const say = (number: number, side: string) =>
      `INSERT INTO support_message VALUES ('cas_${BANK_A}', ${number}, '${side}', 'x', 'x', now())`;
    const operator = { participant_id: OPERATOR };
    await expect(query('operator', operator, say(8, 'PARTICIPANT'))).rejects.toMatchObject(denied);
    await expect(query('operator', operator, say(8, 'OWNER'))).rejects.toMatchObject(denied);
    await expect(query('operator', operator, say(8, 'OPERATOR'))).resolves.toEqual([]);
  });

  it.each([
    `UPDATE support_message SET text = ''`,
    `DELETE FROM support_message`,
    `UPDATE support_case SET participant_id = null`,
    `UPDATE participant SET kind = 'OPERATOR'`,
    `UPDATE application SET environment = 'PRODUCTION'`,
    `UPDATE application SET identity_id = null`,
    `UPDATE application_key SET jwk = '{}'`,
    `UPDATE application_key SET valid_to = now()`,
    `UPDATE licence SET valid_to = null`,
    `UPDATE proposal SET payload = '{}'`,
    `UPDATE proposal SET proposed_by = 'x'`,
    `UPDATE break_glass SET expires_at = now()`,
    `UPDATE subject SET type = 'PERSON'`,
    `UPDATE subject_identifier SET value = 'x'`,
    `UPDATE subject_identifier SET subject_id = 'x'`,
    `UPDATE consent SET status = 'REVOKED'`,
    `UPDATE event SET position = 1`,
    `DELETE FROM event`,
    `INSERT INTO webhook_endpoint (id) VALUES ('whk_x')`,
  ])('may not: %s', async (sql) => {
    await expect(query('operator', { participant_id: OPERATOR }, sql)).rejects.toMatchObject(denied);
  });
});
