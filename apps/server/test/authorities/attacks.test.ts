import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invitationId } from '../../src/authorities/invite.ts';
import { residentDigest } from '../../src/authorities/resident-digest.ts';
import {
  type AuthorityCity,
  foundAuthorityCity,
  type Person,
  type RegisteredFirm,
} from './support/authority-city.ts';

let world: AuthorityCity;
let firm: RegisteredFirm;
let representative: Person;
let officer: Person;
let stranger: Person;
beforeAll(async () => {
  world = await foundAuthorityCity();
  ({ firm, representative } = await world.represented());
  [officer, stranger] = [await world.person(), await world.person()];
  await world.give(representative, officer, firm, { maxDisclosure: 'INDICATORS' });
});
afterAll(() => world.close());

/** Statements by the login of the owners’ pages, with whatever scope a thief would set. */
async function as(
  settings: Readonly<Record<string, string>>,
  sql: string,
  role: 'authorization' | 'application' | 'worker' | 'operator' = 'authorization',
) {
  const client = new pg.Client({ connectionString: world.city.urls[role] });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(settings))
      await client.query('SELECT set_config($1, $2, false)', [`xinqiao.${name}`, value]);
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
const denied = { code: '42501' };
const against = { code: '23514' };
const refusedAs = (message: string) => ({ ...against, message });
const ONLY_NAMED = refusedAs('only whom the registry names represents by herself');
const NOT_HERS = refusedAs('authority is taken by whoever will have it');
const BEYOND = refusedAs('nobody gives more than she has');
const UNINVITED = refusedAs('nobody was invited on these terms');

type Columns = Readonly<Record<string, string>>;
/** The statement that writes an authority: by default, that of a person the registry names. */
const claim = (who: Person, fact: Columns = {}) => {
  const row: Columns = {
    ...{
      id: `'${world.services.newId('aut')}'`,
      identity_id: `'${who.id}'`,
      subject_id: `'${firm.subjectId}'`,
    },
    ...{
      capacity: `'LEGAL_REPRESENTATIVE'`,
      evidence: `'REGISTRY'`,
      matched_at: 'now()',
      valid_from: 'now()',
    },
    evidence_hash: `'${residentDigest(world.services.vault, who.residentId)}'`,
    ...fact,
  };
  return `INSERT INTO authority (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).join(', ')})`;
};
/** The same on the terms of an invitation. */
const accept = (invitation: string, fact: Columns = {}) => {
  const its = (column: string) => `(SELECT ${column} FROM authority_invitation WHERE id = '${invitation}')`;
  return claim(stranger, {
    ...{ evidence: `'POWER_OF_ATTORNEY'`, evidence_hash: its('document_hash'), matched_at: 'null' },
    ...{ capacity: its('capacity'), granted_by: its('granted_by'), valid_to: its('valid_to') },
    max_disclosure: its('max_disclosure'),
    ...fact,
  });
};
const scopeOf = (who: Person) => ({ identity_id: who.id, subject_id: firm.subjectId });

describe('the database · nobody takes authority', () => {
  /** What the officer, who reaches INDICATORS, invited the stranger to. */
  let invitation: string;
  beforeAll(async () => {
    const validTo = new Date(world.city.clock.now().getTime() + 30 * 86_400_000);
    const terms = { capacity: 'PROXY', maxDisclosure: 'INDICATORS', validTo } as const;
    const { code } = await world.invite(officer, stranger, firm, terms);
    invitation = invitationId(world.services.vault, code);
  });

  it.each([
    ['whom the registry names', () => claim(stranger)],
    ['whoever was invited', () => accept(invitation)],
  ])('but %s', async (_who, sql) => {
    await expect(as({ ...scopeOf(stranger), code: invitation }, sql())).resolves.toEqual([]);
    await world.city.sql('DELETE FROM authority WHERE identity_id = $1', [stranger.id]);
  });

  it.each([
    [
      'with a hash that is not of her number',
      () => claim(stranger, { evidence_hash: `'guessed'` }),
      ONLY_NAMED,
    ],
    ['on an officer’s word', () => claim(stranger, { evidence: `'OPERATOR'` }), ONLY_NAMED],
    ['without having been matched', () => claim(stranger, { matched_at: 'null' }), ONLY_NAMED],
    ['as somebody’s proxy, from nobody', () => claim(stranger, { capacity: `'PROXY'` }), ONLY_NAMED],
    ['for somebody else', () => claim(officer), NOT_HERS],
    ['that is suspended', () => claim(stranger, { status: `'SUSPENDED'` }), NOT_HERS],
    [
      'on other terms than she was invited on',
      () => accept(invitation, { max_disclosure: `'ANSWER'` }),
      UNINVITED,
    ],
    [
      'from an officer, for another officer',
      () => accept(invitation, { capacity: `'FINANCE_OFFICER'` }),
      BEYOND,
    ],
  ])('%s', async (_how, sql, refusal) => {
    await expect(as({ ...scopeOf(stranger), code: invitation }, sql())).rejects.toMatchObject(refusal);
  });

  it('without the code of the invitation', async () => {
    await expect(as(scopeOf(stranger), accept(invitation))).rejects.toMatchObject(UNINVITED);
  });

  it('from an officer, beyond what he has, though the invitation says so', async () => {
    const reach = (level: string) =>
      world.city.sql('UPDATE authority_invitation SET max_disclosure = $2 WHERE id = $1', [
        invitation,
        level,
      ]);
    await reach('RECORDS');
    await expect(as({ ...scopeOf(stranger), code: invitation }, accept(invitation))).rejects.toMatchObject(
      BEYOND,
    );
    await reach('INDICATORS');
  });

  it.each([
    ['wakes what sleeps for the registry', `SET status = 'ACTIVE'`, `status = 'SUSPENDED'`],
    ['prolongs her own', `SET valid_to = valid_to + interval '1 day'`, `capacity = 'FINANCE_OFFICER'`],
    ['makes her own endless', 'SET valid_to = null', `capacity = 'FINANCE_OFFICER'`],
    [
      'makes her own the registry’s',
      `SET evidence = 'REGISTRY', matched_at = now()`,
      `capacity = 'FINANCE_OFFICER'`,
    ],
  ])('nobody %s', async (_what, set, where) => {
    const id = world.services.newId('aut');
    await world.city.sql(
      `INSERT INTO authority (id, identity_id, subject_id, capacity, status, status_reason, valid_from)
       VALUES ($1, $2, $3, 'LEGAL_REPRESENTATIVE', 'SUSPENDED', 'AWAITING_REGISTRY_MATCH', now())`,
      [id, officer.id, firm.subjectId],
    );
    await expect(
      as(scopeOf(officer), `UPDATE authority ${set} WHERE identity_id = '${officer.id}' AND ${where}`),
    ).rejects.toMatchObject(against);
    await world.city.sql('DELETE FROM authority WHERE id = $1', [id]);
  });

  it.each([
    ['limits', `purposes = '{}'`],
    ['limits of disclosure', 'max_disclosure = null'],
    ['capacity', `capacity = 'LEGAL_REPRESENTATIVE'`],
    ['holder', `identity_id = 'x'`],
  ])('nobody changes the %s of an authority', async (_what, set) => {
    await expect(as(scopeOf(officer), `UPDATE authority SET ${set}`)).rejects.toMatchObject(denied);
  });

  it('not by a number that is hers, where the registry reported another', async () => {
    const [{ firm: other }, reported] = [await world.represented(), await world.person()];
    await world.reported(other, 'LEGAL_REPRESENTATIVE_CHANGED', { names: reported });
    const sql = claim(stranger, { subject_id: `'${other.subjectId}'` });
    await expect(as({ ...scopeOf(stranger), subject_id: other.subjectId }, sql)).rejects.toMatchObject(
      ONLY_NAMED,
    );
  });

  const FIRST = { evidence: `'OPERATOR'`, evidence_hash: 'null', matched_at: 'null' };
  it.each<[string, Columns]>([
    ['the registry’s evidence', { evidence: `'REGISTRY'` }],
    ['a number', { evidence_hash: `'guessed'` }],
    ['a match', { matched_at: 'now()' }],
    ['what another gave', { granted_by: `(SELECT id FROM authority LIMIT 1)` }],
    ['a proxy', { capacity: `'PROXY'` }],
  ])('an officer writes nobody %s: the first person of a firm, on his word alone', async (_what, fact) => {
    const subject_id = `'${(await world.firm()).subjectId}'`;
    const enters = (more: Columns) => as({}, claim(stranger, { ...FIRST, subject_id, ...more }), 'operator');
    const refusal = refusedAs('an officer enters the first person of a firm, on his word alone');
    await expect(enters(fact)).rejects.toMatchObject(refusal);
    await expect(enters({})).resolves.toEqual([]);
    // Nor a second one.
    await expect(enters({})).rejects.toMatchObject(refusal);
  });

  it('an officer wakes nothing that waits for the registry', async () => {
    const { firm: other, representative: waiting } = await world.represented();
    await world.city.sql(
      `UPDATE authority SET status = 'SUSPENDED', status_reason = 'AWAITING_REGISTRY_MATCH' WHERE subject_id = $1`,
      [other.subjectId],
    );
    await expect(
      as(
        {},
        `UPDATE authority SET status = 'ACTIVE', status_reason = null WHERE identity_id = '${waiting.id}'`,
        'operator',
      ),
    ).rejects.toMatchObject(against);
  });

  it('a stranger ends nobody’s, and an officer not his representative’s', async () => {
    for (const who of [stranger, officer])
      await expect(
        as(scopeOf(who), `UPDATE authority SET status = 'ENDED' WHERE identity_id = '${representative.id}'`),
      ).rejects.toMatchObject(against);
  });
});

describe('the database · rules and invitations', () => {
  it('neither a stranger nor an officer sets how many must agree', async () => {
    for (const who of [stranger, officer])
      await expect(
        as(
          scopeOf(who),
          `INSERT INTO approval_rule (subject_id, revision, required, set_by, valid_from)
           VALUES ('${firm.subjectId}', 1, 1, '${who.id}', now())`,
        ),
      ).rejects.toMatchObject(denied);
  });

  it('nobody invites in another’s name, or by an authority that is not hers', async () => {
    const invitation = (givenBy: Person, by: Person) => `INSERT INTO authority_invitation
      (id, subject_id, granted_by, given_by, capacity, valid_to, document_hash, sealed, created_at, expires_at)
      VALUES ('guess', '${firm.subjectId}', (SELECT id FROM authority WHERE identity_id = '${by.id}' LIMIT 1),
        '${givenBy.id}', 'PROXY', now() + interval '1 day', 'h', 's', now(), now() + interval '1 day')`;
    await expect(as(scopeOf(stranger), invitation(representative, representative))).rejects.toMatchObject(
      denied,
    );
    await expect(as(scopeOf(stranger), invitation(stranger, representative))).rejects.toMatchObject(denied);
    await expect(as(scopeOf(officer), invitation(officer, representative))).rejects.toMatchObject(denied);
  });

  it('whoever names neither firm nor code sees no invitation', async () => {
    await world.invite(representative, stranger, firm, { maxDisclosure: null });
    expect(await as({ identity_id: stranger.id }, 'SELECT id FROM authority_invitation')).toEqual([]);
    expect(await as({}, 'SELECT id FROM authority_attempt')).toEqual([]);
  });
});

describe('the database · what the registry reports', () => {
  const report = (participantId: string) => `INSERT INTO registry_event
    (id, operator_id, participant_id, external_id, subject_id, kind, occurred_at, received_at, status)
    VALUES ('${world.services.newId('rge')}', 'bozhou', '${participantId}', '1', '${firm.subjectId}', 'DEREGISTERED',
      now(), now(), 'RECEIVED')`;

  it('is reported by no bank and by no owner', async () => {
    const { participantId } = world.city.bank;
    await expect(
      as({ participant_id: participantId }, report(participantId), 'application'),
    ).rejects.toMatchObject(denied);
    await expect(as(scopeOf(representative), report(participantId))).rejects.toMatchObject(denied);
  });

  it('is taken back by the agency that reported it, and no other', async () => {
    const other = await world.firm();
    const id = await world.reported(other, 'DEREGISTERED');
    // Admission has many steps, which are not the matter here.
    await world.city.sql(`SET session_replication_role = replica;
      INSERT INTO participant (id, operator_id, kind, name_zh, name_en, status, status_since, created_at)
      SELECT name, 'bozhou', 'AGENCY', '某某局', 'Some bureau', 'ACTIVE', now(), now()
      FROM unnest(ARRAY['ptc_other', 'ptc_registry']) AS name;
      SET session_replication_role = DEFAULT`);
    const annul = (by: string) => `INSERT INTO registry_event
      (id, operator_id, participant_id, external_id, subject_id, kind, occurred_at, received_at, status, annuls)
      VALUES ('${world.services.newId('rge')}', 'bozhou', '${by}', '2', '${other.subjectId}', 'REPORT_ANNULLED',
        now(), now(), 'RECEIVED', '${id}')`;
    await expect(
      as({ participant_id: 'ptc_other' }, annul('ptc_other'), 'application'),
    ).rejects.toMatchObject(denied);
    await as({ participant_id: 'ptc_registry' }, annul('ptc_registry'), 'application');
    const gone = await world.city.sql('SELECT FROM registry_event WHERE annuls = $1', [id]);
    expect(gone).toHaveLength(1);
  });

  it('is applied once, and never changed', async () => {
    const id = await world.reported(await world.firm(), 'ABNORMAL_REMOVED');
    await world.apply();
    await expect(
      as({}, `UPDATE registry_event SET status = 'RECEIVED' WHERE id = '${id}'`, 'worker'),
    ).rejects.toMatchObject(against);
    await expect(as({}, `UPDATE registry_event SET kind = 'DEREGISTERED'`, 'worker')).rejects.toMatchObject(
      denied,
    );
  });

  it('lets the worker end authorities and make none', async () => {
    await expect(as({}, claim(stranger), 'worker')).rejects.toMatchObject(denied);
    await expect(as({}, `UPDATE authority SET status = 'ACTIVE'`, 'worker')).rejects.toMatchObject(denied);
  });
});
