import { hash } from 'node:crypto';
import { encodeVerifierKey, verifierKey } from '@xinqiao/audit-log';
import { type KeyHistory, KeyPurpose, type OperatorId } from '@xinqiao/contracts';
import { openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { openKeyHistory } from '@xinqiao/sdk';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { readConfiguration } from '../../src/configuration.ts';
import { mountWellKnown } from '../../src/http/well-known.ts';
import { keyRing } from '../../src/keys/key-ring.ts';
import { kindOf } from '../../src/keys/make-key.ts';
import { rotateKeys } from '../../src/keys/rotate-command.ts';
import { platformSigner } from '../../src/keys/statement.ts';
import { openVault } from '../../src/keys/vault.ts';

const ORIGIN = 'https://xinqiao.test';
const LOG_ORIGIN = 'xinqiao.test/access-log';
const sha256 = (bytes: Uint8Array) => new Uint8Array(hash('sha256', bytes, 'buffer'));

describe('keys of the platform', () => {
  let test: TestDatabase;
  let database: ReturnType<typeof openDatabase>;
  let now = Date.now();
  const app = () => {
    const server = Fastify();
    const clock = clockFrom(() => new Date(now));
    const ring = keyRing(database, test.secret, clock, kindOf('RECEIPT'));
    mountWellKnown(server, {
      ...{
        operatorId: 'bozhou' as OperatorId,
        origin: ORIGIN,
        logOrigin: LOG_ORIGIN,
        sha256,
        clock,
        database,
        vault: openVault(test.secret),
      },
      signer: platformSigner(clock, { RECEIPT: ring }),
    });
    return server;
  };
  const get = async (path: string) => app().inject({ url: path });
  const history = async (earlier?: KeyHistory) =>
    openKeyHistory((await get('/.well-known/xinqiao-key-history')).body, earlier);
  const rotate = (purposes: readonly string[], more: { sm2?: 'on'; retire?: boolean } = {}) =>
    rotateKeys(
      readConfiguration({
        ...{ DATABASE_URL: test.urls.migration, XINQIAO_DATABASE_SECRET: test.secret },
        XINQIAO_SM2: more.sm2,
      }),
      purposes,
      more.retire ?? false,
    );

  beforeEach(async () => {
    test = await createTestDatabase();
    database = openDatabase(test.urls.application, { poolSize: 4 });
    await rotate(['all'], { sm2: 'on' });
    now = Date.now();
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  it('stand in one signed list with what they are for, since when and until when', async () => {
    const { iss, operatorId, keys } = await history();
    expect([iss, operatorId]).toEqual([ORIGIN, 'bozhou']);
    const expected = [...KeyPurpose.options.map((purpose) => `${purpose} ${kindOf(purpose).algorithm}`)];
    expect(keys.map(({ purpose, alg }) => `${purpose} ${alg}`).toSorted()).toEqual(
      [...expected, 'CONSENT SM2'].toSorted(),
    );
  });

  it('show no private part', async () => {
    for (const path of ['/.well-known/xinqiao-key-history', '/.well-known/xinqiao-keys.json']) {
      const { body } = await get(path);
      const text = path.endsWith('.json')
        ? body
        : Buffer.from(body.split('.')[1] ?? '', 'base64url').toString();
      for (const key of (JSON.parse(text) as KeyHistory).keys) expect(Object.keys(key)).not.toContain('d');
    }
  });

  it('stay in the list when they ended, and never say otherwise', async () => {
    const before = await history();
    await rotate(['all'], { sm2: 'on', retire: true });
    now = Date.now();
    const after = await history(before);
    expect(after.keys).toHaveLength(2 * before.keys.length);
    expect(after.keys.filter(({ exp }) => exp !== undefined)).toHaveLength(before.keys.length);
  });

  it('end two minutes after an operator rotated them, those of log and deliveries after two weeks', async () => {
    await rotate(['CONSENT', 'CHECKPOINT']);
    const started = Math.floor(now / 1000);
    now = Date.now();
    const { keys } = await history();
    const left = (purpose: string) =>
      (keys.find((key) => key.purpose === purpose && key.exp !== undefined)?.exp ?? 0) - started;
    const slack = Math.ceil((now - started * 1000) / 1000) + 1;
    for (const [purpose, seconds] of [
      ['CONSENT', 120],
      ['CHECKPOINT', 14 * 86_400],
    ] as const) {
      expect(left(purpose)).toBeGreaterThanOrEqual(seconds);
      expect(left(purpose)).toBeLessThanOrEqual(seconds + slack);
    }
  });

  it.each([[[]], [['EVERYTHING']], [['CONSENT', '']]])(
    'are not rotated by an operator who names %j',
    async (purposes) => {
      await expect(rotate(purposes)).rejects.toHaveProperty('code', 'CONFIGURATION_INVALID');
      expect((await history()).keys).toHaveLength(KeyPurpose.options.length + 1);
    },
  );

  it('of SM2 stand in the list alone: readers of key sets know no such curve', async () => {
    const { keys } = (await get('/.well-known/xinqiao-keys.json')).json<{ keys: { alg: string }[] }>();
    expect(new Set(keys.map(({ alg }) => alg))).toEqual(new Set(['ES256']));
  });

  it('of the log are all in the metadata, the newest first', async () => {
    await rotate(['CHECKPOINT']);
    now = Date.now();
    const { log, keyHistoryUri } = (await get('/.well-known/xinqiao.json')).json<{
      log: { verifierKey: string; verifierKeys: { verifierKey: string }[] };
      keyHistoryUri: string;
    }>();
    const { keys } = await history();
    const expected = keys
      .filter(({ purpose }) => purpose === 'CHECKPOINT')
      .map(({ x }) =>
        encodeVerifierKey(verifierKey(sha256, LOG_ORIGIN, new Uint8Array(Buffer.from(x, 'base64url')))),
      );
    expect(log.verifierKeys.map((each) => each.verifierKey)).toEqual(expected);
    expect([log.verifierKey, keyHistoryUri]).toEqual([
      expected[0],
      `${ORIGIN}/.well-known/xinqiao-key-history`,
    ]);
  });
});
