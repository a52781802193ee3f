import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatformOn } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { active, certified, staffWith, toolOf } from './support/admission.ts';

const CHECK_VIOLATION = '23514';
const ROW_SECURITY = '42501';

/** A key in slot 2: of which application, whose, from where. */
const PLANT = `INSERT INTO application_key
    (application_id, kid, participant_id, slot, jwk, thumbprint, source, valid_from, valid_to)
  VALUES ($1, 'planted', $2, 2, '{}', 'planted', $3, now(), now() + interval '1 day')`;

describe('the operator’s own login at the database, with raw SQL', () => {
  let database: TestDatabase;
  let platform: Platform;
  let login: pg.Client;
  let participantId: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    platform = await startPlatformOn({ ...database, url: database.urls.migration });
    login = new pg.Client({ connectionString: database.urls.operator });
    await login.connect();
    ({ participantId } = await certified(toolOf(platform, staffWith('ADMISSION'))));
  });
  afterAll(async () => {
    await login.end();
    await platform.close();
  });

  const refusal = (sql: string, values: unknown[] = []) =>
    login.query(sql, values).then(
      ({ rowCount }) => `done: ${rowCount}`,
      ({ code }: { code: string }) => code,
    );
  const officer = staffWith('ADMISSION');
  const second = staffWith('ADMISSION', 1);
  const propose = async (proposedBy: string): Promise<string> => {
    const id = `prp_${crypto.randomUUID()}`;
    await login.query(
      `INSERT INTO proposal (id, kind, target_id, payload, reason, proposed_by, proposed_at, expires_at, status)
       VALUES ($1, 'PARTICIPANT_STATUS', $2, '{"to": "ACTIVE", "revision": 2}', 'x', $3, now(),
         now() + interval '1 day', 'OPEN')`,
      [id, participantId, proposedBy],
    );
    return id;
  };
  const decide = (id: string, status: string, decidedBy: string) =>
    login.query(`UPDATE proposal SET status = $2, decided_by = $3, decided_at = now() WHERE id = $1`, [
      ...[id, status, decidedBy],
    ]);
  const step = (proposedBy: string, approvedBy: string | null, breakGlassId: string | null = null) =>
    refusal(
      `INSERT INTO participant_status_change
         (participant_id, revision, from_status, to_status, reason, proposed_by, approved_by, break_glass_id, changed_at)
       VALUES ($1, 3, 'CERTIFIED', 'ACTIVE', 'CONTRACT_SIGNED', $2, $3, $4, now())`,
      [participantId, proposedBy, approvedBy, breakGlassId],
    );

  it('does not make a participant ACTIVE by changing its row', async () => {
    expect(await refusal(`UPDATE participant SET status = 'ACTIVE' WHERE id = $1`, [participantId])).toBe(
      CHECK_VIOLATION,
    );
    const sql = `UPDATE participant SET status = 'ACTIVE', status_revision = status_revision + 1 WHERE id = $1`;
    expect(await refusal(sql, [participantId])).toBe(CHECK_VIOLATION);
  });

  it('does not write a step into ACTIVE that names one person, or one person twice', async () => {
    expect(await step('a', null)).toBe(CHECK_VIOLATION);
    expect(await step('a', 'a')).toBe(CHECK_VIOLATION);
  });

  it('does not write one in the names of two officers without the proposal one made and the other approved', async () => {
    expect(await step(officer, second)).toBe(CHECK_VIOLATION);
    const proposalId = await propose(officer);
    expect(await step(officer, second)).toBe(CHECK_VIOLATION);
    await decide(proposalId, 'REFUSED', second);
    expect(await step(officer, second)).toBe(CHECK_VIOLATION);
  });

  it('does not write one by two puppets of its own, which propose nothing', async () => {
    const add = `INSERT INTO identity (id, display_name, roles, participant_id)
      SELECT name, 'x', '{ADMISSION}', id FROM participant, unnest(ARRAY['puppet-1', 'puppet-2']) AS name
      WHERE kind = 'OPERATOR'`;
    expect(await refusal(add)).toBe('done: 2');
    expect(await step('puppet-1', 'puppet-2')).toBe(CHECK_VIOLATION);
  });

  it('does not use one approval for another participant, or for two steps', async () => {
    const { participantId: other } = await active(toolOf(platform, officer), toolOf(platform, second));
    expect(await step(officer, second)).toBe(CHECK_VIOLATION);
    const again = `INSERT INTO participant_status_change
        (participant_id, revision, from_status, to_status, reason, proposed_by, approved_by, changed_at)
      VALUES ($1, $2, $3, $4, 'MISUSE', $5, $6, now())`;
    const people = [officer, second];
    expect(await refusal(again, [other, 4, 'ACTIVE', 'SUSPENDED', ...people])).toBe(CHECK_VIOLATION);
    expect(await refusal(again, [other, 5, 'SUSPENDED', 'ACTIVE', ...people])).toBe(CHECK_VIOLATION);
  });

  it('does not plant a key in a participant that is served', async () => {
    const { applicationId, participantId: served } = await active(
      toolOf(platform, officer),
      toolOf(platform, second),
    );
    expect(await refusal(PLANT, [applicationId, served, 'UPLOAD'])).toBe(ROW_SECURITY);
  });

  it('does not write one in the name of an emergency', async () => {
    await login.query(
      `INSERT INTO break_glass (id, identity_id, roles, reason, opened_at, expires_at)
       VALUES ('brk_1', 'a', '{SECURITY}', 'x', now(), now() + interval '1 hour')`,
    );
    expect(await step('a', null, 'brk_1')).toBe(CHECK_VIOLATION);
  });

  it('does not add a participant that is active from the start, nor another operator', async () => {
    const add = (kind: string, status: string) =>
      refusal(
        `INSERT INTO participant (id, operator_id, kind, name_zh, name_en, status, status_since, created_at)
         VALUES ('ptc_planted', 'bozhou', $1, 'x', 'x', $2, now(), now())`,
        [kind, status],
      );
    expect(await add('BANK', 'ACTIVE')).toBe(ROW_SECURITY);
    expect(await add('OPERATOR', 'APPLIED')).toBe(ROW_SECURITY);
  });

  it('does not let whoever proposed decide, nor anybody decide twice', async () => {
    const propose = `INSERT INTO proposal (id, kind, target_id, payload, reason, proposed_by, proposed_at, expires_at, status)
      VALUES ('prp_1', 'PARTICIPANT_STATUS', 'ptc_x', '{}', 'x', 'a', now(), now() + interval '1 day', 'OPEN')`;
    expect(await refusal(propose)).toBe('done: 1');
    const decide = `UPDATE proposal SET status = $1, decided_by = $2, decided_at = now() WHERE id = 'prp_1'`;
    expect(await refusal(decide, ['APPROVED', 'a'])).toBe(CHECK_VIOLATION);
    expect(await refusal(decide, ['REFUSED', 'b'])).toBe('done: 1');
    expect(await refusal(decide, ['APPROVED', 'b'])).toBe(CHECK_VIOLATION);
  });

  it('does not open an emergency of more than four hours, nor review its own', async () => {
    const open = `INSERT INTO break_glass (id, identity_id, roles, reason, opened_at, expires_at)
      VALUES ('brk_2', 'a', '{SECURITY}', 'x', now(), now() + interval '241 minutes')`;
    expect(await refusal(open)).toBe(CHECK_VIOLATION);
    expect(await refusal(`UPDATE break_glass SET reviewed_by = 'a' WHERE id = 'brk_1'`)).toBe(
      CHECK_VIOLATION,
    );
  });

  it('does not rewrite history: steps, proposals and who opened an emergency stay as they were written', async () => {
    for (const sql of [
      `UPDATE participant_status_change SET approved_by = 'b'`,
      'DELETE FROM participant_status_change',
      `UPDATE proposal SET proposed_by = 'b'`,
      'DELETE FROM proposal',
      `UPDATE break_glass SET identity_id = 'b'`,
      `UPDATE licence SET valid_to = '2999-12-31'`,
      `UPDATE log_entry SET actor = 'b'`,
    ])
      expect(await refusal(sql), sql).toBe(ROW_SECURITY);
  });

  it('after all that the participant stands where it stood', async () => {
    const [row] = await rows<{ status: string }>(platform, 'SELECT status FROM participant WHERE id = $1', [
      participantId,
    ]);
    expect(row?.status).toBe('CERTIFIED');
  });
});

describe('the logins of banks and of the worker, with raw SQL', () => {
  let database: TestDatabase;
  let platform: Platform;
  let tool: { application_id: string; participant_id: string };
  const logins: Partial<Record<'application' | 'worker', pg.Client>> = {};
  beforeAll(async () => {
    database = await createTestDatabase();
    platform = await startPlatformOn({ ...database, url: database.urls.migration });
    for (const role of ['application', 'worker'] as const) {
      const login = new pg.Client({ connectionString: database.urls[role] });
      await login.connect();
      logins[role] = login;
    }
    const [row] = await rows<typeof tool>(
      platform,
      `SELECT id AS application_id, participant_id FROM application WHERE identity_id = $1`,
      [staffWith('ADMISSION')],
    );
    tool = row as typeof tool;
    // The worst it can claim: to be the operator.
    await logins.application?.query(`SELECT set_config('xinqiao.participant_id', $1, false)`, [
      tool.participant_id,
    ]);
  });
  afterAll(async () => {
    for (const login of Object.values(logins)) await login.end();
    await platform.close();
  });

  const outcome = (role: 'application' | 'worker', sql: string, values: unknown[]) =>
    (logins[role] as pg.Client).query(sql, values).then(
      ({ rowCount }) => `done: ${rowCount}`,
      ({ code }: { code: string }) => code,
    );

  it('the one gives an officer’s tool no key of its own', async () => {
    const key = [tool.application_id, tool.participant_id, 'UPLOAD'];
    expect(await outcome('application', PLANT, key)).toBe(ROW_SECURITY);
  });

  it('nor an address to read one from', async () => {
    const sql = `UPDATE application SET jwks_uri = 'https://evil.example/jwks' WHERE id = $1`;
    expect(await outcome('application', sql, [tool.application_id])).toBe('done: 0');
  });

  it('the other gives it none either, as if it were read from an address', async () => {
    const fetched = `UPDATE application SET jwks_fetched_at = now() WHERE id = $1`;
    expect(await outcome('worker', fetched, [tool.application_id])).toBe('done: 0');
    const key = [tool.application_id, tool.participant_id, 'URL'];
    expect(await outcome('worker', PLANT, key)).toBe(ROW_SECURITY);
  });

  it('neither ends the key she has', async () => {
    const sql = `UPDATE application_key SET ended_at = now(), ended_reason = 'LOST' WHERE application_id = $1`;
    for (const role of ['application', 'worker'] as const)
      expect(await outcome(role, sql, [tool.application_id])).toBe('done: 0');
  });
});
