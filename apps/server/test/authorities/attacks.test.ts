import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
const claim = (who: Person, fact: Record<string, string> = {}) => {
  const row: Record<string, string> = {
    ...{
      id: `'${world.services.newId('aut')}'`,
      identity_id: `'${who.id}'`,
      subject_id: `'${firm.subjectId}'`,
    },
    ...{ capacity: `'LEGAL_REPRESENTATIVE'`, evidence: `'REGISTRY'`, evidence_hash: `'guessed'` },
    ...{ matched_at: 'now()', valid_from: 'now()' },
    ...fact,
  };
  return `INSERT INTO authority (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).join(', ')})`;
};
const scopeOf = (who: Person) => ({ identity_id: who.id, subject_id: firm.subjectId });

describe('the database · nobody takes authority', () => {
  it.each([
    ['with a hash that is not of her number', () => claim(stranger), against],
    ['on an officer’s word', () => claim(stranger, { evidence: `'OPERATOR'` }), against],
    ['without having been matched', () => claim(stranger, { matched_at: 'null' }), against],
    ['for somebody else', () => claim(officer), against],
    [
      'from the representative, uninvited',
      () =>
        claim(stranger, {
          ...{ capacity: `'PROXY'`, evidence: `'POWER_OF_ATTORNEY'`, valid_to: `now() + interval '9 days'` },
          granted_by: `(SELECT id FROM authority WHERE identity_id = '${representative.id}' LIMIT 1)`,
        }),
      against,
    ],
    [
      'from an officer, beyond what he has',
      () =>
        claim(stranger, {
          ...{ capacity: `'PROXY'`, evidence: `'POWER_OF_ATTORNEY'`, valid_to: `now() + interval '9 days'` },
          granted_by: `(SELECT id FROM authority WHERE identity_id = '${officer.id}' LIMIT 1)`,
        }),
      against,
    ],
  ])('%s', async (_how, sql, refusal) => {
    await expect(as(scopeOf(stranger), sql())).rejects.toMatchObject(refusal);
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
    const own = `(SELECT resident_id_digest FROM identity WHERE id = '${stranger.id}')`;
    const sql = claim(stranger, { subject_id: `'${other.subjectId}'`, evidence_hash: own });
    await expect(as({ ...scopeOf(stranger), subject_id: other.subjectId }, sql)).rejects.toMatchObject(
      against,
    );
  });

  it.each([
    ['the registry’s evidence', { evidence: `'REGISTRY'` }],
    ['a match', { evidence: `'OPERATOR'`, evidence_hash: 'null' }],
    ['a second representative', { evidence: `'OPERATOR'`, evidence_hash: 'null', matched_at: 'null' }],
  ])('an officer writes nobody %s', async (_what, fact) => {
    await expect(as({}, claim(stranger, fact as never), 'operator')).rejects.toMatchObject(against);
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
