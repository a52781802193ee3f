import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubjectId } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { openKeyPort } from '../../src/keys/subject-keys/open-key-port.ts';
import { openPersonalVault } from '../../src/keys/subject-keys/personal-vault.ts';
import { rotateKek } from '../../src/keys/subject-keys/rotate-kek.ts';

const clock = clockFrom();
const holder = `sub_${randomUUID()}` as SubjectId;
let database: TestDatabase;
let operator: Database;
let worker: Database;
let folder: string;
/** The file of the installation, which has wrapped a key. */
let shared: string;
/** The file of another node; each test says what is wrong with it. */
let other: string;

const start = (file: string) =>
  openKeyPort(
    { XINQIAO_DIRECTORY: folder, XINQIAO_KEK_FILE: file, XINQIAO_KEY_PORT: undefined },
    worker,
    clock,
  );
interface KeyFile {
  readonly version: 1;
  readonly keys: readonly { readonly id: string; readonly key: string }[];
}
const write = (path: string, change: (file: KeyFile) => KeyFile) =>
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(shared, 'utf8')) as KeyFile)), {
    mode: 0o600,
  });

beforeAll(async () => {
  database = await createTestDatabase();
  [operator, worker] = [database.urls.operator, database.urls.worker].map((url) =>
    openDatabase(url, { poolSize: 2 }),
  ) as [Database, Database];
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-nodes-'));
  shared = join(folder, 'kek.json');
  const vault = openPersonalVault(database.secret, await start(shared), clock);
  await operator.transaction({}, (tx) => vault.sealFor(tx, holder, 'name', '欧阳试植'));
});
beforeEach(() => {
  other = join(folder, `${randomUUID()}.json`);
});
afterAll(async () => {
  await Promise.all([operator.close(), worker.close()]);
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a node starts with the key-encryption keys of its installation, or not at all', () => {
  it('makes the file at the first start only, and finds it at the next', async () => {
    expect(statSync(shared).mode & 0o777).toBe(0o600);
    const before = readFileSync(shared, 'utf8');
    await start(shared);
    expect(readFileSync(shared, 'utf8')).toBe(before);
  });

  it('takes a copy of the file', async () => {
    cpSync(shared, other);
    await expect(start(other)).resolves.toBeDefined();
  });

  it.each<[string, () => void]>([
    ['none', () => undefined],
    [
      'one of another installation',
      () =>
        write(other, () => ({
          version: 1,
          keys: [{ id: `kek-${randomUUID()}`, key: randomBytes(32).toString('base64url') }],
        })),
    ],
    [
      'one with the right ids and other keys',
      () =>
        write(other, (file) => ({
          ...file,
          keys: file.keys.map(({ id }) => ({ id, key: randomBytes(32).toString('base64url') })),
        })),
    ],
  ])('refuses %s, says what to do, and makes none', async (_what, spoil) => {
    spoil();
    const before = written();
    const error = await start(other).catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      errors: [
        { path: 'XINQIAO_KEK_FILE', problem: expect.stringContaining('Give every node the same file') },
      ],
    });
    expect(written()).toEqual(before);
  });

  it('refuses a copy from before a rotation, and takes the present one', async () => {
    cpSync(shared, other);
    await rotateKek(worker, await start(shared), clock, false);
    await expect(start(other)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
    await expect(start(shared)).resolves.toBeDefined();
  });
});

const written = () => [shared, other].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs);
