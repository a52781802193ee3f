import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, codeOf, type KeyPair, keyPair } from '../applications/support/people.ts';
import { type Platform, startPlatformOn } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { startServerProcess } from '../support/server-process.ts';
import { apply, dayFromNow, equip, license, proposeActive } from './support/admission.ts';

interface Staff {
  readonly identityId: string;
  readonly roles: string[];
  readonly keys: KeyPair;
}

const staffOf = async (prefix: string): Promise<Staff[]> =>
  Promise.all(
    ['ADMISSION', 'ADMISSION', 'SECURITY'].map(async (role, at) => {
      const identityId = `${prefix}-${at}`;
      return { identityId, roles: [role], keys: await keyPair(`${identityId}-key`) };
    }),
  );

describe('founding an empty installation (XINQIAO_FOUNDING)', () => {
  let database: TestDatabase;
  let folder: string;
  const running: Platform[] = [];
  beforeEach(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'xinqiao-founding-'));
  });
  afterEach(async () => {
    for (const platform of running.splice(0)) await platform.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, staff: readonly Staff[], validTo = dayFromNow(400)) => {
    const path = join(folder, `${name}.json`);
    const licence = {
      ...{ type: 'DATA_OPERATION_AUTHORISATION', number: '1', issuer: '亳州市数据资源管理局' },
      ...{ validFrom: dayFromNow(-2), validTo },
    };
    const founding = {
      operator: { name: { zh: '亳州运营方', en: 'Bozhou Operator' }, licences: [licence] },
      staff: staff.map(({ identityId, roles, keys }) => ({
        ...{ identityId, name: identityId, roles, publicKey: keys.publicKey },
      })),
    };
    writeFileSync(path, JSON.stringify(founding));
    return path;
  };
  const start = async (founding: string, node = 'node') => {
    const target = { ...database, url: database.urls.migration, drop: async () => undefined };
    const platform = await startPlatformOn(target, {
      ...{ XINQIAO_SANDBOX: 'off', XINQIAO_FOUNDING: founding },
      XINQIAO_DIRECTORY: join(folder, node),
    });
    running.push(platform);
    return platform;
  };
  const toolIds = (node = 'node') => {
    const { staff } = JSON.parse(readFileSync(join(folder, node, 'founded.json'), 'utf8')) as {
      staff: { identityId: string; applicationId: string }[];
    };
    return new Map(staff.map(({ identityId, applicationId }) => [identityId, applicationId]));
  };
  const at = (platform: Platform, { identityId, keys }: Staff, node = 'node') =>
    callerOf(platform, {
      ...{ applicationId: toolIds(node).get(identityId) ?? '', privateKey: keys.privateKey },
      keyId: keys.publicKey.kid,
    });
  const identities = async () =>
    (await rows<{ id: string }>(database, 'SELECT id FROM identity ORDER BY id')).map(({ id }) => id);

  it('leads from nothing to an ACTIVE bank whose program is served, by its first staff alone', async () => {
    const staff = await staffOf('founder');
    const platform = await start(write('founding', staff));
    const [officer, other] = staff.map((person) => at(platform, person));
    const participantId = await apply(officer!);
    await license(officer!, participantId);
    await officer!.call('participants.changeStatus', { participantId, to: 'SANDBOX', reason: 'ADMITTED' });
    const { applicationId, key } = await equip(officer!, participantId, 'PRODUCTION');
    const program = callerOf(platform, {
      applicationId,
      privateKey: key.privateKey,
      keyId: key.publicKey.kid,
    });
    expect(await codeOf(program.call('consents.list', {}))).toBeDefined();
    await officer!.call('participants.changeStatus', {
      participantId,
      to: 'CERTIFIED',
      reason: 'TESTS_PASSED',
    });
    const proposalId = await proposeActive(officer!, participantId);
    expect(await codeOf(officer!.call('proposals.approve', { proposalId }))).toBe('FOUR_EYES_REQUIRED');
    await other!.call('proposals.approve', { proposalId });
    await expect(program.call('consents.list', {})).resolves.toMatchObject({ items: [] });
  });

  it('stands in the log: its licence and each of its staff', async () => {
    await start(write('founding', await staffOf('founder')));
    const entries = await rows<{ kind: string; count: number }>(
      database,
      `SELECT kind, count(*)::int FROM log_entry WHERE actor = 'founding' GROUP BY kind ORDER BY kind`,
    );
    expect(entries).toEqual([
      { kind: 'LICENCE_RECORDED', count: 1 },
      { kind: 'STAFF_CHANGED', count: 3 },
    ]);
  });

  it('by two nodes at once happens once, and both know the tools', async () => {
    const staff = await staffOf('founder');
    const path = write('founding', staff);
    await Promise.all([start(path, 'one'), start(path, 'two')]);
    expect(await identities()).toEqual(staff.map(({ identityId }) => identityId));
    expect(toolIds('one')).toEqual(toolIds('two'));
    const operators = await rows(database, `SELECT FROM participant WHERE kind = 'OPERATOR'`);
    expect(operators).toHaveLength(1);
  });

  it('a second time, with other people, changes nothing', async () => {
    const staff = await staffOf('founder');
    const first = await start(write('founding', staff), 'one');
    await start(write('usurpers', await staffOf('usurper')), 'two');
    expect(await identities()).toEqual(staff.map(({ identityId }) => identityId));
    await expect(at(first, staff[0]!, 'one').call('participants.list', {})).resolves.toBeDefined();
  });

  it('with a licence that is over is refused, and nothing is founded', async () => {
    const path = write('founding', await staffOf('founder'), dayFromNow(-1));
    await expect(start(path)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      errors: [{ path: 'XINQIAO_FOUNDING.operator.licences' }],
    });
    expect(await rows(database, 'SELECT FROM participant')).toEqual([]);
    expect(await identities()).toEqual([]);
  });

  it('a node starts again with the same file after the licence in it has ended', async () => {
    const path = write('founding', await staffOf('founder'));
    await start(path, 'one');
    write('founding', await staffOf('founder'), dayFromNow(-1));
    await expect(start(path, 'two')).resolves.toBeDefined();
  });

  it('with a file that is not there ends before anything is started, and says so', async () => {
    const server = await startServerProcess({
      ...{ XINQIAO_SANDBOX: 'off', XINQIAO_FOUNDING: join(folder, 'nothing.json') },
    });
    expect(await server.exited).toBe(1);
    expect(server.message).toEqual({ ready: false, code: 'CONFIGURATION_INVALID' });
    expect(server.output.stderr).toContain('XINQIAO_FOUNDING: The file cannot be read.');
    expect(existsSync(join(server.directory, 'postgres'))).toBe(false);
    await server.stop();
  });

  it('a sandbox application is refused where business is real', async () => {
    const staff = await staffOf('founder');
    const platform = await start(write('founding', staff));
    const officer = at(platform, staff[0]!);
    const participantId = await apply(officer);
    await officer.call('participants.changeStatus', { participantId, to: 'SANDBOX', reason: 'ADMITTED' });
    await equip(officer, participantId, 'SANDBOX');
    const call = officer.call('participants.changeStatus', {
      participantId,
      to: 'CERTIFIED',
      reason: 'TESTS_PASSED',
    });
    expect(await codeOf(call)).toBe('ADMISSION_INCOMPLETE');
  });
});
