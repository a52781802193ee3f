import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { PERSONAS } from '@xinqiao/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf } from '../applications/support/people.ts';
import { type Platform, startPlatformOn } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { staffWith, toolOf } from './support/admission.ts';

/** What admission wrote; the worker writes events and logs of its own. */
const written = (database: Pick<TestDatabase, 'adminUrl'>) =>
  rows(
    database,
    `SELECT
       (SELECT count(*)::int FROM participant) AS participants,
       (SELECT count(*)::int FROM participant_status_change) AS steps,
       (SELECT count(*)::int FROM licence) AS licences,
       (SELECT count(*)::int FROM application) AS applications,
       (SELECT count(*)::int FROM identity WHERE participant_id IS NOT NULL) AS staff,
       (SELECT count(*)::int FROM log_entry WHERE kind IN
         ('PARTICIPANT_APPLIED', 'PARTICIPANT_STATUS_CHANGED', 'LICENCE_RECORDED', 'STAFF_CHANGED')) AS acts`,
  );

describe('the participants of the sandbox', () => {
  let database: TestDatabase;
  let folder: string;
  const nodes: Platform[] = [];
  const start = async (node: string) => {
    const target = { ...database, url: database.urls.migration, drop: async () => undefined };
    const platform = await startPlatformOn(target, {
      XINQIAO_DIRECTORY: join(folder, node),
      XINQIAO_KEK_FILE: join(folder, 'kek.json'),
    });
    const directory = join(folder, node);
    const credentials: Platform['credentials'] = (name) =>
      JSON.parse(readFileSync(join(directory, 'applications', `${name}.json`), 'utf8'));
    const running = { ...platform, credentials };
    nodes.push(running);
    return running;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'xinqiao-seeding-'));
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  it('were admitted by two of its officers, as anybody is, once on however many nodes', async () => {
    const [first] = await Promise.all([start('one'), start('two')]);
    const before = await written(database);
    expect(before).toMatchObject([{ participants: 5, steps: 12, licences: 3, staff: 9 }]);
    const approved = await rows(
      database,
      `SELECT DISTINCT proposed_by, approved_by FROM participant_status_change WHERE to_status = 'ACTIVE'`,
    );
    expect(approved).toEqual([
      { proposed_by: staffWith('ADMISSION'), approved_by: staffWith('ADMISSION', 1) },
    ]);
    nodes.splice(nodes.indexOf(first), 1);
    await first.close();
    await start('one');
    expect(await written(database)).toEqual(before);
  });

  it('every member of staff has a tool of her own in the folder, readable by its owner only', async () => {
    const files = readdirSync(join(folder, 'one', 'applications')).sort();
    const staff = PERSONAS.filter(({ duties }) => duties !== undefined).map(({ id }) => `staff-${id}.json`);
    expect(files).toEqual(
      ['bank.json', 'operator.json', 'other-bank.json', 'registry.json', ...staff].sort(),
    );
    for (const file of files)
      expect(statSync(join(folder, 'one', 'applications', file)).mode & 0o777).toBe(0o600);
  });

  it('nodes with folders of their own have keys of their own, and both are accepted', async () => {
    for (const node of [await start('one'), await start('two')]) {
      const bank = callerOf(node, node.credentials('bank'));
      await expect(bank.call('consents.list', {})).resolves.toBeDefined();
      const officer = toolOf(node, staffWith('ADMISSION'));
      await expect(officer.call('participants.list', {})).resolves.toBeDefined();
    }
  });

  it('a key that was revoked does not come back with a restart', async () => {
    const node = await start('one');
    const { applicationId, keyId } = node.credentials('other-bank');
    const officer = toolOf(node, staffWith('SECURITY'));
    const [application] = await rows<{ participant_id: string }>(
      database,
      'SELECT participant_id FROM application WHERE id = $1',
      [applicationId],
    );
    await officer.call('keys.revokeAny', {
      ...{ participantId: application?.participant_id as never, applicationId: applicationId as never },
      ...{ kid: keyId, reason: 'COMPROMISED' },
    });
    await start('one');
    const [key] = await rows<{ ended_reason: string }>(
      database,
      'SELECT ended_reason FROM application_key WHERE application_id = $1 AND kid = $2',
      [applicationId, keyId],
    );
    expect(key?.ended_reason).toBe('COMPROMISED');
  });
});
