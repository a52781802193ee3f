import type { QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from './roles.ts';
import { appendLogEntry, type NewLogEntry } from './statements/append-log-entry.ts';
import {
  BANK_A,
  BANK_B,
  type City,
  entry,
  foundCity,
  OFFICER,
  OPERATOR,
  OWNER,
  participant,
  SUBJECT,
} from './testing/city.ts';
import { queryAs, type Settings } from './testing/query.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
  // The same of everything for either bank, and for the owner and a stranger.
  for (const bank of [BANK_A, BANK_B]) await asSuperuser(rowsOfBank(bank));
  for (const person of [OWNER, 'stranger']) await asSuperuser(rowsOfPerson(person));
  await asSuperuser(programsOfOperator);
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

/** A tool of an officer and a program of the operator, each with a key and an address of keys. */
const programsOfOperator = [
  ['app_tool', `'${OFFICER}'`],
  ['app_program', 'null'],
]
  .map(
    ([id, identity]) => `
  INSERT INTO application (id, participant_id, identity_id, name_zh, name_en, environment, status, status_since,
    created_at, jwks_uri)
    VALUES ('${id}', '${OPERATOR}', ${identity}, 'x', 'x', 'SANDBOX', 'ACTIVE', now(), now(), 'https://keys.example');
  INSERT INTO application_key VALUES ('${id}', 'k1', '${OPERATOR}', 1, '{}', '${id}', 'UPLOAD', now(),
    now() + interval '1 day');`,
  )
  .join('');

/** Puts a key into slot 2 of an application. */
const plant = (applicationId: string, participantId: string, source = 'UPLOAD') => `
  INSERT INTO application_key VALUES ('${applicationId}', 'planted', '${participantId}', 2, '{}',
    '${crypto.randomUUID()}', '${source}', now(), now() + interval '1 day')`;

const denied = { code: '42501' };

describe('a bank · events, webhooks, usage and cases', () => {
  const bankA = { participant_id: BANK_A };

  it.each([
    ['licence', 'id', `lic_${BANK_A}`],
    ['proposal', 'target_id', BANK_A],
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
    const seen = await query('application', bankA, `SELECT DISTINCT ${column} AS own FROM ${table}`);
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
      VALUES ('evt_forged', 'bozhou', '${BANK_B}', 'cn.xinqiao.case.updated.v1', 'k', now(), '{}')`,
    ],
    [
      'events with a place in the stream',
      `INSERT INTO event (id, operator_id, participant_id, type, ordering_key,
      occurred_at, data, position)
      VALUES ('evt_placed', 'bozhou', '${BANK_A}', 'cn.xinqiao.case.updated.v1', 'k', now(), '{}', 7)`,
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
    `UPDATE consent SET participant_id = 'x'`,
    `UPDATE consent SET purpose_code = 'x'`,
    `UPDATE consent_revision SET artefact = 'x'`,
    `UPDATE consent_request SET items = '{}'`,
    `DELETE FROM consent_request`,
    `UPDATE consent_approval SET identity_id = request_id`,
    `DELETE FROM consent_approval`,
    `UPDATE session SET auth_time = now()`,
    `UPDATE session SET expires_at = now()`,
    `UPDATE session SET identity_id = identity_id`,
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
    `SELECT text FROM support_message`,
    `UPDATE support_case SET assignee = 'x'`,
    `UPDATE subject_key SET destroyed_at = now()`,
    `UPDATE correction SET status = 'CORRECTED'`,
    `UPDATE authority SET status = 'ACTIVE'`,
    `UPDATE authority SET identity_id = 'x'`,
    `UPDATE consent SET items = '{}'`,
    `UPDATE consent_request SET answer_by = now()`,
    `SELECT FROM log_person`,
    `SELECT FROM agent`,
    `SELECT FROM assistance`,
  ])('may not: %s', async (sql) => {
    await expect(query('worker', {}, sql)).rejects.toMatchObject(denied);
  });

  it('adds keys it read from an address, never as if they were uploaded', async () => {
    const address = (uri: string) =>
      asSuperuser(`UPDATE application SET jwks_uri = ${uri} WHERE id = 'app_bank-a'`);
    await expect(query('worker', {}, plant('app_bank-a', BANK_A, 'URL'))).rejects.toMatchObject(denied);
    await address(`'https://keys.example'`);
    await expect(query('worker', {}, plant('app_bank-a', BANK_A, 'UPLOAD'))).rejects.toMatchObject(denied);
    await expect(query('worker', {}, plant('app_bank-a', BANK_B, 'URL'))).rejects.toMatchObject(denied);
    await expect(query('worker', {}, plant('app_bank-a', BANK_A, 'URL'))).resolves.toEqual([]);
    await address('null');
  });

  it('ends no key of an application that names no address', async () => {
    const end = `UPDATE application_key SET ended_at = now(), ended_reason = 'ROTATED'
      WHERE application_id = 'app_bank-b' RETURNING 1`;
    expect(await query('worker', {}, end)).toEqual([]);
  });
});

describe('the tools of the operator’s staff · no other login becomes a member of it', () => {
  const asOperatorsBank = { participant_id: OPERATOR };
  const changes = (id: string) => [
    `UPDATE application SET jwks_fetched_at = now() WHERE id = '${id}' RETURNING id`,
    `UPDATE application_key SET ended_at = ended_at WHERE application_id = '${id}' RETURNING application_id AS id`,
  ];

  it('the login that serves banks gives a tool no key, whatever participant it claims to be', async () => {
    await expect(query('application', asOperatorsBank, plant('app_tool', OPERATOR))).rejects.toMatchObject(
      denied,
    );
  });

  it('nor does the worker, not even one it read from an address', async () => {
    await expect(query('worker', {}, plant('app_tool', OPERATOR, 'URL'))).rejects.toMatchObject(denied);
  });

  it.each(['application', 'worker'] as const)(
    '%s changes neither a tool nor its keys, though it may those of a program',
    async (role) => {
      for (const sql of changes('app_tool')) expect(await query(role, asOperatorsBank, sql)).toEqual([]);
      for (const sql of changes('app_program'))
        expect(await query(role, asOperatorsBank, sql)).toEqual([{ id: 'app_program' }]);
    },
  );

  it('the login that serves banks names no address of keys for a tool, and suspends none', async () => {
    for (const set of [`jwks_uri = 'https://evil.example'`, `status = 'SUSPENDED', status_by = 'OWNER'`]) {
      const sql = `UPDATE application SET ${set} WHERE id = 'app_tool' RETURNING 1`;
      expect(await query('application', asOperatorsBank, sql)).toEqual([]);
    }
  });
});

describe('the operator’s login · plants no key where calls are served', () => {
  const operator = { participant_id: OPERATOR };

  it('none in a bank that is active', async () => {
    await expect(query('operator', operator, plant('app_bank-b', BANK_B))).rejects.toMatchObject(denied);
  });

  it('none under the name of somebody who is not', async () => {
    const id = 'ptc_applicant';
    await city.as.operator.transaction({ participantId: OPERATOR }, (tx) =>
      tx.participant.create({ data: participant(id) }),
    );
    await expect(query('operator', operator, plant('app_bank-b', id))).rejects.toMatchObject(denied);
  });

  it('none in a program of the operator itself, which registers its own', async () => {
    await expect(query('operator', operator, plant('app_program', OPERATOR))).rejects.toMatchObject(denied);
    await expect(query('application', operator, plant('app_program', OPERATOR))).resolves.toEqual([]);
  });

  it('nor by way of an address: it names none, for an application that is there or for a new one', async () => {
    const address = `UPDATE application SET jwks_uri = 'https://evil.example' WHERE id = 'app_bank-b'`;
    await expect(query('operator', operator, address)).rejects.toMatchObject(denied);
    const register = (uri: string) => `
      INSERT INTO application (id, participant_id, name_zh, name_en, environment, status, status_since, created_at,
        jwks_uri)
      VALUES ('app_further', '${BANK_B}', 'x', 'x', 'SANDBOX', 'ACTIVE', now(), now(), ${uri})`;
    await expect(query('operator', operator, register(`'https://evil.example'`))).rejects.toMatchObject(
      denied,
    );
    await expect(query('operator', operator, register('null'))).resolves.toEqual([]);
  });

  it('one in a tool of its staff', async () => {
    await expect(query('operator', operator, plant('app_tool', OPERATOR))).resolves.toEqual([]);
  });
});

describe('the access log · each login records its own acts only', () => {
  const log = (role: 'application' | 'authorization' | 'worker', kind: NewLogEntry['kind']) =>
    city.as[role].transaction({ participantId: BANK_A, subjectId: SUBJECT, identityId: OWNER }, (tx) =>
      appendLogEntry(tx, entry(`ent_${crypto.randomUUID()}`, { kind })),
    );
  const OF_OPERATOR = [
    ...(['PARTICIPANT_APPLIED', 'PARTICIPANT_STATUS_CHANGED', 'PARTICIPANT_CHANGED'] as const),
    ...(['LICENCE_RECORDED', 'LICENCE_WITHDRAWN', 'APPLICATION_REGISTERED'] as const),
    ...(['PROPOSAL_MADE', 'PROPOSAL_APPROVED', 'PROPOSAL_REFUSED', 'STAFF_CHANGED'] as const),
    ...(['BREAK_GLASS_OPENED', 'BREAK_GLASS_CLOSED', 'USAGE_EXPORTED'] as const),
    ...(['SUBJECT_REGISTERED', 'SUBJECT_IDENTIFIER_CHANGED'] as const),
  ];

  it.each<NewLogEntry['kind']>([
    ...OF_OPERATOR,
    ...(['CONSENT_GRANTED', 'CONSENT_APPROVED', 'CONSENT_EXPIRED', 'REGISTER_PUBLISHED'] as const),
  ])('the login that serves banks logs no %s', async (kind) => {
    await expect(log('application', kind)).rejects.toThrow(/row-level security/);
  });

  it.each<NewLogEntry['kind']>([
    ...OF_OPERATOR,
    'ACCESS_ALLOWED',
    'DATA_DELIVERED',
    'KEY_REGISTERED',
    'CONSENT_EXPIRED',
    'CONSENT_REQUEST_LAPSED',
  ])('the authorization server logs no %s', async (kind) => {
    await expect(log('authorization', kind)).rejects.toThrow(/row-level security/);
  });

  it.each<NewLogEntry['kind']>([
    ...OF_OPERATOR,
    'CONSENT_GRANTED',
    'CONSENT_AMENDED',
    'CONSENT_REVOKED',
    'DATA_DELIVERED',
    'CASE_OPENED',
  ])('the worker logs no %s', async (kind) => {
    await expect(log('worker', kind)).rejects.toThrow(/row-level security/);
  });

  it.each([
    ['application', 'CONSENT_REVOKED'],
    ['authorization', 'CONSENT_GRANTED'],
    ['worker', 'CONSENT_EXPIRED'],
  ] as const)('%s logs %s', async (role, kind) => {
    await expect(log(role, kind)).resolves.toBeUndefined();
  });
});

describe('events · each login tells of its own acts only', () => {
  const tell = (role: Role, type: string) =>
    query(
      role,
      { participant_id: BANK_A },
      `INSERT INTO event (id, operator_id, participant_id, type, ordering_key, occurred_at, data)
       VALUES ('evt_${crypto.randomUUID()}', 'bozhou', '${BANK_A}', '${type}', 'k', now(), '{}')`,
    );

  it.each([
    ['authorization', 'cn.xinqiao.participant.status-changed.v1'],
    ['authorization', 'cn.xinqiao.application.status-changed.v1'],
    ['authorization', 'cn.xinqiao.key.revoked.v1'],
    ['authorization', 'cn-xinqiao-consent-granted'],
    ['application', 'cn.xinqiao.participant.status-changed.v1'],
    ['application', 'cn.xinqiao.licence.expiring.v1'],
  ] as const)('%s tells of no %s', async (role, type) => {
    await expect(tell(role, type)).rejects.toMatchObject(denied);
  });

  it.each([
    ['authorization', 'cn.xinqiao.consent.granted.v1'],
    ['application', 'cn.xinqiao.consent.revoked.v1'],
    ['application', 'cn.xinqiao.key.revoked.v1'],
    ['application', 'cn.xinqiao.case.updated.v1'],
    ['application', 'cn.xinqiao.webhook.test.v1'],
  ] as const)('%s tells of %s', async (role, type) => {
    await expect(tell(role, type)).resolves.toEqual([]);
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
    const proposals = `SELECT id FROM proposal WHERE status = 'OPEN'`;
    expect(await query('regulator', {}, proposals)).toHaveLength(2);
  });

  it('reads of a case whose it is and how it stands', async () => {
    const sql = `SELECT participant_id, category, status, deadline_at FROM support_case WHERE id = 'cas_${BANK_A}'`;
    expect(await query('regulator', {}, sql)).toMatchObject([{ category: 'TECHNICAL', status: 'OPEN' }]);
  });

  it('reads how it came out what an agent prepared, and how each person agreed', async () => {
    for (const sql of [
      'SELECT id, status FROM consent_request',
      'SELECT request_id, identity_id, confirmation FROM consent_approval',
    ])
      await expect(query('regulator', {}, sql)).resolves.toEqual([]);
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
    'SELECT customer_hint FROM consent_request',
    'SELECT subject_id FROM consent_request',
    'SELECT notice_sealed FROM consent_approval',
    'SELECT FROM consent_revision',
    'SELECT FROM approval_rule',
    'SELECT FROM registry_event',
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
    `UPDATE identity SET issuer = 'https://evil.example'`,
    `UPDATE identity SET upstream_id = 'x'`,
    `SELECT FROM approval_rule`,
  ])('may not: %s', async (sql) => {
    await expect(query('operator', { participant_id: OPERATOR }, sql)).rejects.toMatchObject(denied);
  });
});
