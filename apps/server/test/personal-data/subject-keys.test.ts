import { randomUUID } from 'node:crypto';
import type { SubjectId } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { personHolder } from '../../src/keys/subject-keys/holder.ts';
import { openPersonalVault, type PersonalVault } from '../../src/keys/subject-keys/personal-vault.ts';
import { rotateKek } from '../../src/keys/subject-keys/rotate-kek.ts';
import { type KmsDouble, kmsDouble, personalVault } from '../support/personal-vault.ts';
import { rows } from '../support/rows.ts';

const clock = clockFrom();
let database: TestDatabase;
let operator: Database;
let authorization: Database;
let worker: Database;
let kms: KmsDouble;
let vault: PersonalVault;
beforeAll(async () => {
  database = await createTestDatabase();
  const open = (url: string) => openDatabase(url, { poolSize: 4 });
  const { urls } = database;
  [operator, authorization, worker] = [open(urls.operator), open(urls.authorization), open(urls.worker)];
  kms = kmsDouble();
  vault = await personalVault(worker, database.secret, clock, kms);
});
afterAll(async () => {
  await Promise.all([operator, authorization, worker].map((each) => each.close()));
  await database.drop();
});

const holder = () => `sub_${randomUUID()}` as SubjectId;
const person = () => `p-${randomUUID()}`;
const seal = (whose: SubjectId, plain = '欧阳试植') =>
  operator.transaction({}, (tx) => vault.sealFor(tx, whose, 'name', plain));
const open = (sealed: string, label = 'name') =>
  operator.transaction({}, (tx) => vault.openFor(tx, label, sealed));
/** As an approved erasure does it, without the approval. */
const destroy = (whose: string) =>
  rows(
    database,
    `SET session_replication_role = replica;
     UPDATE subject_key SET wrapped = NULL, kek_id = NULL, destroyed_at = now() WHERE holder = '${whose}'`,
  );

describe('a key for each subject (envelope encryption)', () => {
  it('opens what it sealed, and shows nothing of it', async () => {
    const sealed = await seal(holder());
    expect(sealed).not.toContain('欧阳');
    expect(await open(sealed)).toBe('欧阳试植');
  });

  it('seals the same text differently each time and for each subject', async () => {
    const whose = holder();
    const sealed = [await seal(whose), await seal(whose), await seal(holder())];
    expect(new Set(sealed).size).toBe(3);
    expect(await rows(database, 'SELECT 1 FROM subject_key WHERE holder = $1', [whose])).toHaveLength(1);
  });

  it('makes one key where two need it at once', async () => {
    const whose = holder();
    const [one, other] = await Promise.all([seal(whose, 'one'), seal(whose, 'other')]);
    expect([await open(one), await open(other)]).toEqual(['one', 'other']);
  });

  it('opens nothing under another label, or that was moved to another subject', async () => {
    const [mine, other] = [holder(), holder()];
    const sealed = await seal(mine);
    await seal(other);
    await expect(open(sealed, 'address')).rejects.toThrow();
    await expect(open(sealed.replace(mine, other))).rejects.toThrow();
  });

  it('opens a wrapped key with the KMS once, and asks the database each time whether it stands', async () => {
    const whose = holder();
    const sealed = await seal(whose);
    await open(sealed);
    const { unwrap } = kms.calls;
    await open(sealed);
    expect(kms.calls.unwrap).toBe(unwrap);
    await destroy(whose);
    await expect(open(sealed)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
  });

  it('a destroyed key is not made again: nothing more is sealed for her', async () => {
    const whose = holder();
    await seal(whose);
    await destroy(whose);
    await expect(seal(whose)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
  });

  it('columns that held texts in the clear before are read as they are', async () => {
    const whose = holder();
    const [old, ours, sealed] = await operator.transaction({}, async (tx) => [
      await vault.openText(tx, 'title', '旧标题'),
      await vault.openText(tx, 'title', await vault.sealText(tx, undefined, 'title', '银行的标题')),
      await vault.openText(tx, 'title', await vault.sealText(tx, whose, 'title', '她的标题')),
    ]);
    expect([old, ours, sealed]).toEqual(['旧标题', '银行的标题', '她的标题']);
  });

  it('opens what the installation’s secret alone sealed before there were such keys', async () => {
    expect(await open(vault.seal('name', '从前'))).toBe('从前');
  });

  it('of a person only she herself has the key (row security)', async () => {
    const [she, another] = [person(), person()];
    const sealed = await authorization.transaction({ identityId: she }, (tx) =>
      vault.sealFor(tx, personHolder(she), 'name', '欧阳'),
    );
    const openAs = (identityId: string) =>
      authorization.transaction({ identityId }, (tx) => vault.openFor(tx, 'name', sealed));
    expect(await openAs(she)).toBe('欧阳');
    await expect(openAs(another)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    await expect(
      authorization.transaction({ identityId: another }, (tx) =>
        vault.sealFor(tx, personHolder(she), 'name', '别人'),
      ),
    ).rejects.toThrow();
  });
});

describe('what the database itself refuses', () => {
  const as = (login: Database, sql: string) => login.transaction({}, (tx) => tx.$executeRawUnsafe(sql));

  it.each([
    [
      'the operator destroys no key that two people did not erase',
      'operator',
      (whose: string) =>
        `UPDATE subject_key SET wrapped = NULL, kek_id = NULL, destroyed_at = now() WHERE holder = '${whose}'`,
    ],
    [
      'the operator wraps none anew',
      'operator',
      (whose: string) => `UPDATE subject_key SET wrapped = 'x' WHERE holder = '${whose}'`,
    ],
    [
      'the worker destroys none',
      'worker',
      (whose: string) => `UPDATE subject_key SET wrapped = NULL, kek_id = NULL WHERE holder = '${whose}'`,
    ],
    [
      'nobody removes one',
      'operator',
      (whose: string) => `DELETE FROM subject_key WHERE holder = '${whose}'`,
    ],
  ] as const)('%s', async (_what, login, sql) => {
    const whose = holder();
    const sealed = await seal(whose);
    await expect(as({ operator, worker }[login], sql(whose))).rejects.toThrow();
    expect(await open(sealed)).toBe('欧阳试植');
  });

  it('a destroyed key never comes back', async () => {
    const whose = holder();
    await seal(whose);
    await destroy(whose);
    await expect(
      as(
        worker,
        `UPDATE subject_key SET wrapped = 'x', kek_id = (SELECT min(id) FROM key_encryption_key)
                  WHERE holder = '${whose}'`,
      ),
    ).rejects.toThrow();
  });
});

describe('the next key-encryption key', () => {
  it('wraps every key anew and touches no data; what was sealed before and after opens', async () => {
    const whose = holder();
    const before = await seal(whose);
    const kept = await rows<{ holder: string }>(
      database,
      'SELECT holder FROM subject_key WHERE wrapped IS NOT NULL',
    );
    const { kekId, rewrapped, destroyed } = await rotateKek(worker, kms, clock, false);
    expect([rewrapped, destroyed]).toEqual([kept.length, []]);
    const stale = await rows(database, 'SELECT 1 FROM subject_key WHERE kek_id <> $1', [kekId]);
    expect(stale).toEqual([]);
    const fresh = openPersonalVault(database.secret, kms, clock);
    const reopened = await operator.transaction({}, (tx) => fresh.openFor(tx, 'name', before));
    expect([reopened, await open(await seal(holder(), '后来'))]).toEqual(['欧阳试植', '后来']);
  });

  it('destroys those before on request: a copy of the database from before opens nothing', async () => {
    const whose = holder();
    await seal(whose);
    const [copy] = await rows<{ wrapped: string; kek_id: string }>(
      database,
      'SELECT wrapped, kek_id FROM subject_key WHERE holder = $1',
      [whose],
    );
    const { kekId, destroyed } = await rotateKek(worker, kms, clock, true);
    expect(destroyed).toContain(copy?.kek_id);
    expect(kms.kekIds()).toEqual([kekId]);
    await expect(
      kms.unwrap(whose, { kekId: copy?.kek_id ?? '', wrapped: copy?.wrapped ?? '' }),
    ).rejects.toThrow();
  });

  it('waits for whoever is making a key, so that none is wrapped by what is retired', async () => {
    const whose = holder();
    let rotation: ReturnType<typeof rotateKek> | undefined;
    await operator.transaction({}, async (tx) => {
      await vault.sealFor(tx, whose, 'name', '正在登记');
      rotation = rotateKek(worker, kms, clock, true);
      // It asked for the lock and does not have it.
      await expect
        .poll(() => rows(database, `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`))
        .toHaveLength(1);
    });
    const { kekId } = (await rotation) ?? { kekId: '' };
    expect(await rows(database, 'SELECT kek_id FROM subject_key WHERE holder = $1', [whose])).toEqual([
      { kek_id: kekId },
    ]);
  });

  it('is finished by the next call where it crashed midway', async () => {
    const whose = holder();
    const sealed = await seal(whose);
    await kms.rotate();
    await expect(seal(holder())).rejects.toThrow();
    const { rewrapped } = await rotateKek(worker, kms, clock, false);
    expect(rewrapped).toBeGreaterThan(0);
    expect(await open(sealed)).toBe('欧阳试植');
  });

  it('keeps two rotations apart', async () => {
    const both = await Promise.all([
      rotateKek(worker, kms, clock, false),
      rotateKek(worker, kms, clock, false),
    ]);
    expect(new Set(both.map(({ kekId }) => kekId)).size).toBe(2);
    expect(await rows(database, 'SELECT 1 FROM key_encryption_key WHERE retired_at IS NULL')).toHaveLength(1);
  });
});
