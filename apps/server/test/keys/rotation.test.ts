import { KeyPurpose } from '@xinqiao/contracts';
import { openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { openKeyHistory, verifyConsentArtefact } from '@xinqiao/sdk';
import canonicalize from 'canonicalize';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, clockFrom } from '../../src/clock.ts';
import { buildArtefact, signArtefact } from '../../src/consents/artefact.ts';
import { keyRing, READ_ANEW_AFTER_MS } from '../../src/keys/key-ring.ts';
import { historicalKey, listAllKeys, publicKeys } from '../../src/keys/list-keys.ts';
import { loadKeys } from '../../src/keys/load-keys.ts';
import { kindOf, SM2_CONSENT } from '../../src/keys/make-key.ts';
import { SIGNING_LOGIN } from '../../src/keys/open-key-rings.ts';
import { rotateKey } from '../../src/keys/rotate-key.ts';
import { keyRotationRound } from '../../src/keys/rotation-rounds.ts';
import { platformSigner } from '../../src/keys/statement.ts';
import { openVault } from '../../src/keys/vault.ts';
import { artefactFacts } from '../support/artefact-facts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const START = Date.parse('2026-11-22T00:00:00.000Z');
const CONSENT = kindOf('CONSENT');

describe('signing keys', () => {
  let test: TestDatabase;
  let databases: Record<'application' | 'authorization' | 'worker', ReturnType<typeof openDatabase>>;
  let now = START;
  const clock = clockFrom(() => new Date(now));
  const later = (ms: number) => {
    now += ms;
  };
  const ring = (on: Clock = clock) => keyRing(databases.authorization, test.secret, on, CONSENT);
  const rotate = (rotation: Parameters<typeof rotateKey>[4]) =>
    rotateKey(databases.authorization, test.secret, clock, CONSENT, rotation);
  const round = () => keyRotationRound({ ...databases, secret: test.secret }, clock, clock, true).run();
  const store = () => ({ database: databases.application, vault: openVault(test.secret) });
  const history = async () => {
    const keys = (await listAllKeys(store())).map(historicalKey);
    const receipts = keyRing(databases.application, test.secret, clock, kindOf('RECEIPT'));
    const signer = platformSigner(clock, { RECEIPT: receipts });
    const iat = Math.floor(now / 1000);
    const list = { iss: 'https://xinqiao.test', operatorId: 'bozhou', iat, keys };
    return signer.sign('jwk-set+jwt', canonicalize(list) as string);
  };
  const sign = async (on: ReturnType<typeof ring>) =>
    (await signArtefact(platformSigner(clock, { CONSENT: on }), buildArtefact(artefactFacts()))).artefact;

  beforeEach(async () => {
    now = START;
    test = await createTestDatabase();
    const open = (role: 'application' | 'authorization' | 'worker') =>
      openDatabase(test.urls[role], { poolSize: 4 });
    databases = {
      application: open('application'),
      authorization: open('authorization'),
      worker: open('worker'),
    };
    await loadKeys(databases.application, test.secret, clock, kindOf('RECEIPT'));
  });
  afterEach(async () => {
    await Promise.all(Object.values(databases).map((each) => each.close()));
    await test.drop();
  });

  it('are made once, also by nodes that start together', async () => {
    const keys = await Promise.all([ring(), ring(), ring()].map((each) => each.current()));
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
  });

  it('are published before they sign', async () => {
    const node = ring();
    const first = await node.current();
    const next = await rotate({ leadMs: DAY_MS, overlapMs: HOUR_MS });
    later(DAY_MS - 1);
    expect((await node.current()).keyId).toBe(first.keyId);
    const { keys } = await publicKeys(store(), ['CONSENT']);
    expect(keys.map(({ kid }) => kid)).toEqual([next?.keyId, first.keyId]);
    later(1);
    expect((await node.current()).keyId).toBe(next?.keyId);
  });

  it('of every purpose are renewed by the round after half a year, each with its own login', async () => {
    for (const purpose of KeyPurpose.options)
      await loadKeys(databases[SIGNING_LOGIN[purpose]], test.secret, clock, kindOf(purpose));
    await loadKeys(databases.authorization, test.secret, clock, SM2_CONSENT);
    later(179 * DAY_MS);
    await round();
    const made = await listAllKeys(store());
    const kinds = (keys: typeof made) => keys.map(({ purpose, algorithm }) => `${purpose} ${algorithm}`);
    expect(made).toHaveLength(9);
    later(DAY_MS);
    await round();
    const renewed = await listAllKeys(store());
    // Deliveries have a round of their own.
    const expected = kinds(made).filter((kind) => !kind.startsWith('WEBHOOK'));
    expect(kinds(renewed.filter(({ validTo }) => validTo !== null)).toSorted()).toEqual(expected.toSorted());
    expect(renewed).toHaveLength(made.length + expected.length);
  });

  it('are renewed once when two nodes find it due at the same time', async () => {
    await ring().current();
    later(180 * DAY_MS);
    await Promise.all([round(), round(), round()]);
    const { keys } = await publicKeys(store(), ['CONSENT']);
    expect(keys).toHaveLength(2);
  });

  it('that a node still holds sign what verifies, and are given up within a minute', async () => {
    const slow = ring();
    const old = await slow.current();
    later(1);
    await rotate({ overlapMs: 2 * READ_ANEW_AFTER_MS });
    later(READ_ANEW_AFTER_MS - 2);
    const signed = await sign(slow);
    expect(await verifyConsentArtefact(signed, await history())).toMatchObject({ keyId: old.keyId });
    later(1);
    expect((await slow.current()).keyId).not.toBe(old.keyId);
  });

  it('that ended while a node was stalled are not used by it again', async () => {
    const stalled = ring();
    const old = await stalled.current();
    later(1);
    const next = await rotate({ overlapMs: 2 * READ_ANEW_AFTER_MS });
    later(3 * READ_ANEW_AFTER_MS);
    expect(next?.keyId).not.toBe(old.keyId);
    const signed = await sign(stalled);
    expect(await verifyConsentArtefact(signed, await history())).toMatchObject({ keyId: next?.keyId });
  });

  it('verify an artefact five years after they ended', async () => {
    const signed = await sign(ring());
    for (let year = 0; year < 6; year++) {
      await rotate({ leadMs: DAY_MS, overlapMs: HOUR_MS });
      later(YEAR_MS);
    }
    const list = await openKeyHistory(await history());
    const { artefact, signedAt } = await verifyConsentArtefact(signed, list);
    expect(artefact).toEqual(buildArtefact(artefactFacts()));
    expect(signedAt.getTime()).toBe(START);
    const key = list.keys.find(({ kid }) => signed.startsWith(headerOf(kid, signed)));
    expect((key?.exp ?? Number.POSITIVE_INFINITY) * 1000).toBeLessThan(now - 5 * YEAR_MS + 2 * DAY_MS);
  });

  it('of the log sign side by side for two weeks', async () => {
    const log = keyRing(databases.worker, test.secret, clock, kindOf('CHECKPOINT'));
    const first = await log.current();
    await round();
    later(180 * DAY_MS);
    await round();
    const both = (await log.inForce()).map(({ keyId }) => keyId);
    expect([both.length, both[1]]).toEqual([2, first.keyId]);
    later(14 * DAY_MS);
    expect((await log.inForce()).map(({ keyId }) => keyId)).toEqual([both[0]]);
  });
});

/** The header of the statement, when it names that key. */
const headerOf = (kid: string, jws: string): string => {
  const [header = ''] = jws.split('.');
  const named = (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid;
  return named === kid ? header : '-';
};
