import type { QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role, roleName } from './roles.ts';
import { appendLogEntry, type NewLogEntry } from './statements/append-log-entry.ts';
import {
  AT,
  BANK_A,
  BANK_B,
  type City,
  CONSENT_A,
  CONSENT_B,
  consent,
  entry,
  foundCity,
  OFFICER,
  OPERATOR,
  OTHER_SUBJECT,
  OWNER,
  participant,
  SUBJECT,
} from './testing/city.ts';
import { queryAs, type Settings } from './testing/query.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
  for (const participantId of [BANK_A, BANK_B]) {
    await city.as.application.transaction({ participantId }, (tx) =>
      appendLogEntry(tx, entry(`ent_${participantId}`, { participantId })),
    );
  }
  for (const person of [OWNER, OFFICER]) await asSuperuser(session(person, person));
});
afterAll(() => city.drop());

const query = <R extends QueryResultRow>(role: Role, settings: Settings, sql: string): Promise<R[]> =>
  queryAs<R>(city, role, settings, sql);
const asSuperuser = <R extends QueryResultRow>(sql: string): Promise<R[]> =>
  queryAs<R>(city, 'superuser', {}, sql);

/** Begins a session of somebody. */
const session = (id: string, person: string) => `
  INSERT INTO session (id, identity_id, auth_time, seen_at, expires_at)
  VALUES ('${id}', '${person}', now(), now(), now() + interval '8 hours')`;

const tables = () =>
  asSuperuser<{ name: string; enabled: boolean; forced: boolean; columns: string[] }>(`
    SELECT relname AS name, relrowsecurity AS enabled, relforcerowsecurity AS forced,
      array(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0) AS columns
    FROM pg_class c
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`);

/** What the API has no right to at all: who acts for whom, by what rule, with whose help. */
const UNREADABLE = [
  'agent',
  'assistance',
  'confirmation_code',
  'approval_rule',
  'authority_invitation',
  'authority_attempt',
];

describe('roles · least privilege', () => {
  it.each(ROLES)('%s is no superuser and passes no row security', async (role) => {
    const [attributes] = await asSuperuser(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
       FROM pg_roles WHERE rolname = '${roleName(role)}'`,
    );
    expect(attributes).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
    });
  });

  it('no role is a member of another', async () => {
    const memberships = await asSuperuser(
      `SELECT FROM pg_auth_members WHERE member::regrole::text LIKE 'xinqiao%' AND member <> roleid`,
    );
    expect(memberships).toEqual([]);
  });

  it('the public has no rights on any table, sequence or the schema', async () => {
    const rights = await asSuperuser(`
      SELECT relname FROM pg_class c, aclexplode(relacl) a
      WHERE relnamespace = 'public'::regnamespace AND a.grantee = 0
      UNION ALL
      SELECT nspname FROM pg_namespace n, aclexplode(nspacl) a WHERE nspname = 'public' AND a.grantee = 0`);
    expect(rights).toEqual([]);
  });

  it('only the migration role may make tables', async () => {
    for (const role of ROLES.filter((role) => role !== 'migration')) {
      await expect(query(role, {}, 'CREATE TABLE mine (id int)')).rejects.toMatchObject({ code: '42501' });
    }
  });

  it.each(['application', 'worker', 'regulator'] as const)(
    '%s reads no state of the sign-in',
    async (role) => {
      await expect(query(role, {}, 'SELECT payload FROM oidc_payload')).rejects.toMatchObject({
        code: '42501',
      });
    },
  );

  it.each(['worker', 'authorization', 'regulator'] as const)('%s reads no source data', async (role) => {
    await expect(query(role, {}, 'SELECT FROM source_invoice')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('row security · tenancy is in the database', () => {
  it('is enabled and forced on every table that names a participant, a subject or a person', async () => {
    const bound = (await tables()).filter(({ columns }) =>
      ['participant_id', 'subject_id', 'identity_id'].some((name) => columns.includes(name)),
    );
    expect(bound.length).toBeGreaterThan(9);
    expect(bound.filter(({ enabled, forced }) => !(enabled && forced))).toEqual([]);
  });

  it('is enabled and forced on every table but those that hold no row of anybody', async () => {
    const open = (await tables())
      .filter(({ enabled, forced }) => !(enabled && forced))
      .map(({ name }) => name);
    expect(open.sort()).toEqual([
      '_prisma_migrations',
      'event_consumer',
      'log_checkpoint',
      'log_leaf',
      'log_pending',
      'log_tile',
      'oidc_payload',
      'replay_guard',
    ]);
  });

  it.each(UNREADABLE)('gives the API no right to %s', async (table) => {
    await expect(query('application', {}, `SELECT FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('shows the API how many agreed to a request, never who', async () => {
    await expect(query('application', {}, 'SELECT request_id FROM consent_approval')).resolves.toEqual([]);
    await expect(query('application', {}, 'SELECT identity_id FROM consent_approval')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('shows the API no row of any such table when nobody is set', async () => {
    // Not to be read at all, or public: the keys of the platform, the register, who the operator is.
    const apart = [
      ...['signing_key', 'register_version', 'break_glass', 'notification', 'log_person'],
      ...UNREADABLE,
    ];
    const shown = (await tables()).filter(({ name, enabled }) => enabled && !apart.includes(name));
    const counted = await query<{ name: string; rows: string }>(
      'application',
      {},
      shown
        .map(({ name }) =>
          name === 'participant' ? ['participant', `WHERE kind <> 'OPERATOR'`] : [name, ''],
        )
        .map(([name, where]) => `SELECT '${name}' AS name, count(*) AS rows FROM ${name} ${where}`)
        .join(' UNION ALL '),
    );
    expect(counted.length).toBeGreaterThan(25);
    expect(counted.filter(({ rows }) => rows !== '0')).toEqual([]);
  });

  it.each(['consent', 'subject', 'authority', 'identity', 'log_entry', 'decision', 'session'])(
    'shows the authorization server no %s when nobody is set',
    async (table) => {
      expect(await query('authorization', {}, `SELECT FROM ${table}`)).toEqual([]);
    },
  );

  it.each(['authorization', 'application'] as const)(
    'shows %s the sessions of the person who is set, and lets her note being there in no other',
    async (role) => {
      const owner = { identity_id: OWNER };
      expect(await query(role, owner, 'SELECT id FROM session')).toEqual([{ id: OWNER }]);
      const here = 'UPDATE session SET seen_at = now() RETURNING id';
      expect(await query(role, owner, here)).toEqual([{ id: OWNER }]);
    },
  );

  it('a session ends and begins for the person who is set only', async () => {
    const owner = { identity_id: OWNER };
    await expect(query('authorization', owner, session('planted', OFFICER))).rejects.toMatchObject({
      code: '42501',
    });
    await expect(query('authorization', owner, session('own', OWNER))).resolves.toEqual([]);
    const end = `UPDATE session SET ended_at = now() WHERE id IN ('own', '${OFFICER}') RETURNING id`;
    expect(await query('authorization', owner, end)).toEqual([{ id: 'own' }]);
    await asSuperuser(`DELETE FROM session WHERE id = 'own'`);
  });

  it('an empty setting is as good as none', async () => {
    const scope = { participant_id: '', subject_id: '', identity_id: '' };
    expect(await query('application', scope, 'SELECT FROM consent')).toEqual([]);
    expect(await query('authorization', scope, 'SELECT FROM consent')).toEqual([]);
    const key = `INSERT INTO idempotency_key VALUES ('', 'k', 'o', 'h', null, 'DONE', now(), now())`;
    await expect(query('application', scope, key)).rejects.toMatchObject({ code: '42501' });
  });

  it('the owner of the tables sees no consent and no entry either', async () => {
    const rows = await query('migration', {}, 'SELECT id FROM consent UNION ALL SELECT id FROM log_entry');
    expect(rows).toEqual([]);
  });
});

describe('a bank', () => {
  const bankA = { participant_id: BANK_A };

  it('sees its own consents and entries, and none of another bank', async () => {
    expect(await query('application', bankA, 'SELECT id FROM consent')).toEqual([{ id: CONSENT_A }]);
    expect(await query('application', bankA, 'SELECT id FROM log_entry')).toEqual([{ id: `ent_${BANK_A}` }]);
  });

  it('sees no consent of another bank on a subject it may read itself', async () => {
    const scope = { ...bankA, subject_id: SUBJECT };
    expect(await query('application', scope, 'SELECT id FROM consent')).toEqual([{ id: CONSENT_A }]);
  });

  it('changes and locks no consent of another bank', async () => {
    const changed = `UPDATE consent SET status = 'REVOKED' WHERE id = '${CONSENT_B}' RETURNING id`;
    expect(await query('application', bankA, changed)).toEqual([]);
    const locked = `SELECT id FROM consent WHERE id = '${CONSENT_B}' FOR SHARE`;
    expect(await query('application', bankA, locked)).toEqual([]);
  });

  it.each(['items', 'subject_id', 'expires_at', 'participant_id', 'artefact'])(
    'cannot change the %s of its own consent: that was agreed',
    async (column) => {
      const sql = `UPDATE consent SET ${column} = ${column} WHERE id = '${CONSENT_A}'`;
      await expect(query('application', bankA, sql)).rejects.toMatchObject({ code: '42501' });
    },
  );

  it('writes no package under a consent of another bank', async () => {
    const sql = (consentId: string) => `
      INSERT INTO package VALUES ('pkg_${consentId}', '${consentId}', '${BANK_A}', 'app_bank-a', 'hash', '2026-11-21',
        now(), '[]', 'ent_${BANK_A}', now())`;
    await expect(query('application', bankA, sql(CONSENT_B))).rejects.toMatchObject({ code: '42501' });
    await expect(query('application', bankA, sql(CONSENT_A))).resolves.toEqual([]);
  });

  it('writes no decision about a subject that its consent does not cover', async () => {
    const sql = (subjectId: string) => `
      INSERT INTO decision VALUES ('dec_${subjectId}', '${CONSENT_A}', '${BANK_A}', '${subjectId}', 'p', '1', 'hash',
        'DECLINED', '{}', 'ent_${BANK_A}', now())`;
    await expect(query('application', bankA, sql(OTHER_SUBJECT))).rejects.toMatchObject({ code: '42501' });
    await expect(query('application', bankA, sql(SUBJECT))).resolves.toEqual([]);
  });

  it('logs nothing in the name of another bank', async () => {
    await expect(
      city.as.application.transaction({ participantId: BANK_A }, (tx) =>
        appendLogEntry(tx, entry('ent_forged', { participantId: BANK_B })),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('keeps idempotency keys apart from those of another bank', async () => {
    const key = (participant: string) =>
      `INSERT INTO idempotency_key VALUES ('${participant}', 'k1', 'data.fetch', 'hash', null, 'DONE', now(), now())`;
    await query('application', bankA, key(BANK_A));
    await query('application', { participant_id: BANK_B }, key(BANK_B));
    await expect(query('application', bankA, key(BANK_B))).rejects.toMatchObject({ code: '42501' });
    const seen = await query('application', bankA, 'SELECT participant_id FROM idempotency_key');
    expect(seen).toEqual([{ participant_id: BANK_A }]);
  });

  it('admits nobody, registers no subject and sends no source data', async () => {
    const attempts = [
      `INSERT INTO participant (id) VALUES ('ptc_new')`,
      `INSERT INTO application (id) VALUES ('app_new')`,
      `INSERT INTO licence (id) VALUES ('lic_new')`,
      `INSERT INTO proposal (id) VALUES ('prp_new')`,
      `INSERT INTO participant_status_change (participant_id) VALUES ('${BANK_A}')`,
      `INSERT INTO subject_identifier (subject_id) VALUES ('${SUBJECT}')`,
      `INSERT INTO subject VALUES ('sub_new', 'bozhou', 'ENTERPRISE', 'x', 'import', now())`,
      `INSERT INTO identity (id) VALUES ('someone')`,
      `INSERT INTO authority VALUES ('${OWNER}', '${OTHER_SUBJECT}', 'DELEGATE', now(), null)`,
      `INSERT INTO source_import VALUES ('imp_new', '${BANK_A}', 'import', 'f', 'invoice-out', 'h', 'RUNNING', 0, 0, 0, now())`,
    ];
    for (const sql of attempts) {
      await expect(query('application', bankA, sql)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it.each([
    ['participant', 'status'],
    ['participant', 'calls_per_minute'],
    ['application', 'scopes'],
    ['application', 'templates'],
    ['application', 'purposes'],
    ['application', 'redirect_uris'],
    ['application', 'environment'],
    ['application_key', 'jwk'],
    ['application_key', 'valid_to'],
    ['application_key', 'slot'],
    ['identity', 'roles'],
    ['authority', 'valid_to'],
    ['subject', 'name'],
    ['subject_identifier', 'value'],
    ['licence', 'valid_to'],
    ['proposal', 'status'],
    ['event', 'position'],
  ])('cannot change of a %s the %s', async (table, column) => {
    const sql = `UPDATE ${table} SET ${column} = ${column}`;
    await expect(query('application', bankA, sql)).rejects.toMatchObject({ code: '42501' });
    const asOperator = { participant_id: OPERATOR };
    await expect(query('application', asOperator, sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('sees the subject only once its transaction names it', async () => {
    expect(await query('application', bankA, 'SELECT id FROM subject')).toEqual([]);
    const named = await query('application', { ...bankA, subject_id: SUBJECT }, 'SELECT id FROM subject');
    expect(named).toEqual([{ id: SUBJECT }]);
  });
});

describe('the login that serves banks, when the operator calls', () => {
  const operator = { participant_id: OPERATOR };

  it('sees no bank, and no consent, decision or package of one', async () => {
    expect(await query('application', operator, `SELECT FROM participant WHERE kind = 'BANK'`)).toEqual([]);
    for (const table of ['consent', 'decision', 'package']) {
      expect(await query('application', operator, `SELECT FROM ${table}`)).toEqual([]);
    }
  });

  it('shows a bank who the operator is', async () => {
    const bank = { participant_id: BANK_A };
    const seen = await query('application', bank, 'SELECT id FROM participant ORDER BY id');
    expect(seen).toEqual([{ id: BANK_A }, { id: OPERATOR }]);
  });
});

describe('the login of the operator', () => {
  it('sees the register of participants', async () => {
    expect(await query('operator', {}, `SELECT FROM participant WHERE kind = 'BANK'`)).toHaveLength(2);
  });

  it.each([
    'consent',
    'decision',
    'package',
    'source_invoice',
    'source_tax_payment',
    'source_live_import',
    'source_subject_state',
    'source_import',
    'oidc_payload',
    'signing_key_secret',
    'webhook_secret',
    'rate_window',
    'log_person',
  ])('has no right to read %s', async (table) => {
    await expect(query('operator', {}, `SELECT FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('makes no second operator, and nobody who need not apply', async () => {
    const admit = (fact: object) =>
      city.as.operator.transaction({ participantId: OPERATOR }, (tx) =>
        tx.participant.create({ data: participant(`ptc_${crypto.randomUUID()}`, fact) }),
      );
    await expect(admit({ kind: 'OPERATOR' })).rejects.toThrow(/row-level security/);
    await expect(admit({ status: 'ACTIVE' })).rejects.toThrow(/row-level security/);
    await expect(admit({ statusRevision: 3 })).rejects.toThrow(/row-level security/);
    await expect(admit({})).resolves.toMatchObject({ status: 'APPLIED' });
  });

  it.each<Pick<NewLogEntry, 'kind' | 'consentId'>>([
    { kind: 'CONSENT_GRANTED', consentId: undefined },
    { kind: 'ACCESS_ALLOWED', consentId: undefined },
    { kind: 'DATA_DELIVERED', consentId: undefined },
    { kind: 'DECISION_MADE', consentId: undefined },
    { kind: 'LICENCE_RECORDED', consentId: CONSENT_A },
  ])('logs no $kind with consent $consentId: consents and reads are not its acts', async (fact) => {
    await expect(
      city.as.operator.transaction({ participantId: OPERATOR }, (tx) =>
        appendLogEntry(tx, entry(`ent_${crypto.randomUUID()}`, fact)),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('logs an act about a bank, so that the bank can read it', async () => {
    const id = `ent_${crypto.randomUUID()}`;
    const about = { participantId: BANK_B, subjectId: undefined, consentId: undefined };
    await city.as.operator.transaction({ participantId: OPERATOR }, (tx) =>
      appendLogEntry(tx, entry(id, { kind: 'LICENCE_RECORDED', ...about })),
    );
    const bankB = { participant_id: BANK_B };
    const read = `SELECT id FROM log_entry WHERE id = '${id}'`;
    expect(await query('application', bankB, read)).toEqual([{ id }]);
  });

  it('keeps idempotency keys of its own participant only', async () => {
    const key = (id: string) =>
      `INSERT INTO idempotency_key VALUES ('${id}', 'k9', 'o', 'h', null, 'DONE', now(), now())`;
    const operator = { participant_id: OPERATOR };
    await expect(query('operator', operator, key(BANK_A))).rejects.toMatchObject({ code: '42501' });
    await expect(query('operator', operator, key(OPERATOR))).resolves.toEqual([]);
  });

  it('gives one code to one subject at a time, also when two registrations race', async () => {
    const register = (id: string) =>
      city.as.operator.transaction({ participantId: OPERATOR }, async (tx) => {
        await tx.subject.create({
          data: { id, operatorId: 'bozhou', type: 'ENTERPRISE', name: id, sourceId: 'import', createdAt: AT },
        });
        const code = { scheme: 'uscc', value: '91341602MA2MQ1XX59', status: 'valid' };
        await tx.subjectIdentifier.create({ data: { ...code, subjectId: id, validFrom: new Date() } });
      });
    const done = await Promise.allSettled([register('sub_one'), register('sub_two')]);
    expect(done.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'P2002' } }]);
  });
});

describe('the owner, on the authorization server', () => {
  it('sees the consents of all banks on her subject, and who read it', async () => {
    const subject = { subject_id: SUBJECT };
    const consents = await query('authorization', subject, 'SELECT id FROM consent ORDER BY id');
    expect(consents).toEqual([{ id: CONSENT_A }, { id: CONSENT_B }]);
    expect(await query('authorization', subject, 'SELECT FROM log_entry')).toHaveLength(2);
  });

  it('sees nothing of another subject', async () => {
    const other = { subject_id: OTHER_SUBJECT };
    expect(await query('authorization', other, 'SELECT id FROM consent')).toEqual([]);
    expect(await query('authorization', other, 'SELECT id FROM log_entry')).toEqual([]);
  });

  it('finds the subjects she may act for by who she is', async () => {
    const owner = { identity_id: OWNER };
    expect(await query('authorization', owner, 'SELECT id FROM subject')).toEqual([{ id: SUBJECT }]);
    expect(await query('authorization', owner, 'SELECT subject_id FROM subject_identifier')).toEqual([
      { subject_id: SUBJECT },
    ]);
    expect(await query('authorization', { identity_id: 'stranger' }, 'SELECT id FROM subject')).toEqual([]);
  });

  it('comes without role or employer when she signs in for the first time', async () => {
    const newcomer = { identity_id: 'newcomer' };
    const signIn = (roles: string) =>
      `INSERT INTO identity (id, display_name, roles) VALUES ('newcomer', 'x', '${roles}')`;
    await expect(query('authorization', newcomer, signIn('{regulator}'))).rejects.toMatchObject({
      code: '42501',
    });
    await expect(query('authorization', newcomer, signIn('{}'))).resolves.toEqual([]);
  });
});

describe('the authorization server', () => {
  it('takes a request of the client that asks, pending and without a subject', async () => {
    const ask = (participantId: string, fact: object) =>
      city.as.authorization.transaction({ participantId: BANK_A }, (tx) =>
        tx.consent.create({ data: { ...consent(`cns_${crypto.randomUUID()}`, participantId), ...fact } }),
      );
    await expect(ask(BANK_A, {})).resolves.toMatchObject({ status: 'PENDING' });
    await expect(ask(BANK_B, {})).rejects.toThrow(/row-level security/);
    await expect(ask(BANK_A, { subjectId: SUBJECT })).rejects.toThrow(/row-level security/);
  });

  it('knows every client before it knows whose it is', async () => {
    expect(await query('authorization', {}, 'SELECT FROM application')).toHaveLength(2);
  });
});

describe('the access log · append-only', () => {
  it.each(ROLES)('%s cannot change an entry', async (role) => {
    const scope = { participant_id: BANK_A, subject_id: SUBJECT };
    const attempt = query(role, scope, `UPDATE log_entry SET actor = 'nobody' RETURNING id`);
    // The owner of the table holds the right, but row security leaves it no row.
    if (role === 'migration') expect(await attempt).toEqual([]);
    else await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });

  it.each(ROLES)('%s cannot remove an entry', async (role) => {
    const scope = { participant_id: BANK_A, subject_id: SUBJECT };
    const attempt = query(role, scope, 'DELETE FROM log_entry RETURNING id');
    if (role === 'migration') expect(await attempt).toEqual([]);
    else await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });

  it.each(ROLES.filter((role) => role !== 'migration'))('%s cannot empty it', async (role) => {
    await expect(query(role, {}, 'TRUNCATE log_entry CASCADE')).rejects.toMatchObject({ code: '42501' });
  });

  it('the regulator reads all of it and writes none', async () => {
    const all = await asSuperuser('SELECT FROM log_entry');
    expect(await query('regulator', {}, 'SELECT FROM log_entry')).toHaveLength(all.length);
    const writable = await asSuperuser(`
      SELECT table_name FROM information_schema.role_column_grants
      WHERE grantee = 'xinqiao_regulator' AND privilege_type <> 'SELECT'
      UNION ALL
      SELECT table_name FROM information_schema.role_table_grants
      WHERE grantee = 'xinqiao_regulator' AND privilege_type <> 'SELECT'`);
    expect(writable).toEqual([]);
  });
});

describe('signing keys · each role its purposes', () => {
  it('the API cannot add a key that tokens would be verified with', async () => {
    const sql = `INSERT INTO signing_key VALUES ('forged', 'TOKEN', 'ES256', '{}', now())`;
    await expect(query('application', {}, sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('shows the private half only to the role that signs for the purpose', async () => {
    await query('authorization', {}, `INSERT INTO signing_key VALUES ('t1', 'TOKEN', 'ES256', '{}', now())`);
    await query('authorization', {}, `INSERT INTO signing_key_secret VALUES ('t1', '{"d":"x"}')`);
    const keys = 'SELECT kid FROM signing_key_secret';
    expect(await query('authorization', {}, keys)).toEqual([{ kid: 't1' }]);
    expect(await query('application', {}, keys)).toEqual([]);
    expect(await query('worker', {}, keys)).toEqual([]);
    await expect(query('regulator', {}, keys)).rejects.toMatchObject({ code: '42501' });
    expect(await query('application', {}, 'SELECT kid FROM signing_key')).toEqual([{ kid: 't1' }]);
  });
});
