import { openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { exportJWK, generateKeyPair } from 'jose';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { adoptKeys } from '../../src/keys/adopt-keys.ts';
import { listAllKeys } from '../../src/keys/list-keys.ts';
import { loadKeys } from '../../src/keys/load-keys.ts';
import { kindOf } from '../../src/keys/make-key.ts';
import { rotateKey } from '../../src/keys/rotate-key.ts';
import { openVault } from '../../src/keys/vault.ts';

const CONSENT = kindOf('CONSENT');
const clock = clockFrom();

// Whoever has the connection of one login, and no more, must not speak for the platform.
describe('a key that was not made with the secret of the installation', () => {
  let test: TestDatabase;
  let databases: Record<'application' | 'authorization' | 'worker', ReturnType<typeof openDatabase>>;
  const all = () => ({ ...databases, secret: test.secret });
  const listed = async () =>
    (await listAllKeys({ database: databases.application, vault: openVault(test.secret) })).map(
      ({ keyId }) => keyId,
    );
  const load = async (secret = test.secret) =>
    (await loadKeys(databases.authorization, secret, clock, CONSENT)).map(({ keyId }) => keyId);
  const sql = async (url: string, text: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(text, values);
    } finally {
      await client.end();
    }
  };
  /** Puts a key of her own there as the authorization server, as early and as marked as she likes. */
  const forge = async (validFrom: string, mac: string | null = null) => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'forged', alg: 'ES256', use: 'sig' };
    await sql(
      test.urls.authorization,
      `INSERT INTO signing_key (kid, purpose, alg, public_jwk, valid_from, mac)
       VALUES ('forged', 'CONSENT', 'ES256', $1, $2, coalesce($3, (SELECT mac FROM signing_key LIMIT 1)))`,
      [JSON.stringify(jwk), validFrom, mac],
    );
    await sql(
      test.urls.authorization,
      `INSERT INTO signing_key_secret SELECT 'forged', private_jwk FROM signing_key_secret LIMIT 1`,
    );
  };

  beforeEach(async () => {
    test = await createTestDatabase();
    const open = (role: keyof typeof databases) => openDatabase(test.urls[role], { poolSize: 2 });
    databases = {
      application: open('application'),
      authorization: open('authorization'),
      worker: open('worker'),
    };
  });
  afterEach(async () => {
    await Promise.all(Object.values(databases).map((each) => each.close()));
    await test.drop();
  });

  it.each([
    ['without a mark', ''],
    ['with the mark of a good key', null],
  ])('%s is neither published nor used, whatever its date', async (_how, mac) => {
    const [good] = await load();
    await forge('2020-01-01', mac);
    expect(await listed()).toEqual([good]);
    expect(await load()).toEqual([good]);
  });

  it('does not put off the next good one', async () => {
    await load();
    await forge('2099-01-01');
    const due = { overlapMs: 0, dueAfterMs: -1 };
    const next = await rotateKey(databases.authorization, test.secret, clock, CONSENT, due);
    expect(await load()).toContain(next?.keyId);
  });

  it('is not one of ours from before keys were marked either: its private half does not open', async () => {
    const [good] = await load();
    await forge('2020-01-01', '');
    await sql(
      test.adminUrl,
      `ALTER TABLE signing_key DISABLE TRIGGER USER; UPDATE signing_key SET mac = NULL;
       ALTER TABLE signing_key ENABLE TRIGGER USER`,
    );
    expect(await listed()).toEqual([]);
    expect(await adoptKeys(all())).toBe(1);
    expect(await listed()).toEqual([good]);
    expect(await adoptKeys(all())).toBe(0);
  });

  it('a date that was changed below makes a good key none', async () => {
    await load();
    await sql(test.adminUrl, `UPDATE signing_key SET valid_from = '2020-01-01'`);
    expect(await listed()).toEqual([]);
  });

  it('is not made up for: with another secret the server does not go on with new keys', async () => {
    await load();
    await expect(load('another secret than the installation’s')).rejects.toThrow(
      /secret of this installation/,
    );
  });
});
