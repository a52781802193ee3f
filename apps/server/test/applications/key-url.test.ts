import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tellOfKeyExpiry } from '../../src/applications/keys/key-expiry.ts';
import { refreshKeySets } from '../../src/applications/keys/refresh-key-sets.ts';
import { clockFrom } from '../../src/clock.ts';
import { idFactory } from '../../src/ids.ts';
import { openOutbound } from '../../src/outbound/open-outbound.ts';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { sha256 } from '../races/support/log-state.ts';
import { type Platform, startPlatformOn } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import {
  type Caller,
  callerOf,
  codeOf,
  developerOf,
  keyPair,
  staffCredentials,
  trialApplication,
} from './support/people.ts';

const bankId = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')?.id as ParticipantId;
const HOUR_MS = 3_600_000;

describe('keys read from an address', () => {
  let database: TestDatabase;
  let worker: Database;
  let platform: Platform;
  let bank: Caller;
  let applicationId: ApplicationId;
  let site: Server;
  /** What the bank’s own site answers: a key set, or a status. */
  let published: object[] | number;
  let jwksUri: string;
  /** What the site waits for; whatever it shows was decided before. */
  let beforeAnswer = async () => {};
  const outbound = openOutbound({ allowPrivate: ['127.0.0.0/8'] });
  const logger = pino({ level: 'silent' });

  beforeAll(async () => {
    database = await createTestDatabase();
    worker = openDatabase(database.urls.worker, { poolSize: 4 });
    platform = await startPlatformOn({ ...database, url: database.urls.migration });
    bank = await developerOf(platform);
    site = createServer(async (_request, response) => {
      const shown = published;
      await beforeAnswer();
      if (typeof shown === 'number') return response.writeHead(shown).end();
      return response
        .writeHead(200, { 'content-type': 'application/jwk-set+json' })
        .end(JSON.stringify({ keys: shown }));
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    jwksUri = `http://127.0.0.1:${(site.address() as AddressInfo).port}/jwks.json`;
  });
  beforeEach(async () => {
    await rows(platform, 'UPDATE application SET jwks_uri = NULL');
    published = [];
    await rows(platform, `DELETE FROM replay_guard WHERE scope = 'key-set-reading'`);
    applicationId = await trialApplication(platform, bankId);
  });
  afterAll(async () => {
    site.close();
    outbound.close();
    await worker.close();
    await platform.close();
  });

  const services = (offsetMs = 0) => {
    const clock = clockFrom(() => new Date(Date.now() + offsetMs));
    return {
      ...{ clock, tokenClock: clock, newId: idFactory(clock), sha256 },
      ...{ operatorId: 'bozhou', logOrigin: 'test', logger },
    };
  };
  const registerUrl = () => bank.call('keys.registerUrl', { applicationId, jwksUri });
  /** One round of the worker, as if five minutes had gone by. */
  const round = (offsetMs = 0) => refreshKeySets(services(offsetMs), worker, outbound, 0);
  const application = async () => {
    const { items } = await bank.call('applications.list', {});
    const found = items.find((item) => item.applicationId === applicationId);
    if (found === undefined) throw new Error('the application is gone');
    return found;
  };
  const kids = async () => (await application()).keys.map(({ kid }) => kid);
  const readAgo = (ms: number) =>
    rows(platform, 'UPDATE application SET jwks_fetched_at = $2 WHERE id = $1', [
      applicationId,
      new Date(Date.now() - ms),
    ]);
  const reads = (caller: Caller) => codeOf(caller.call('catalogue.listTemplates', {}));

  it('are in force as soon as the address is registered', async () => {
    const { privateKey, publicKey } = await keyPair('u1');
    published = [publicKey];
    expect(await registerUrl()).toMatchObject({ jwksUri, jwksError: null, keyIds: ['u1'] });
    expect(await reads(callerOf(platform, { applicationId, privateKey, keyId: 'u1' }))).toBeUndefined();
  });

  it('follow a rotation: the new one takes a free slot, the one that vanished ends as ROTATED', async () => {
    const [first, second] = [await keyPair('u1'), await keyPair('u2')];
    published = [first.publicKey];
    await registerUrl();
    published = [first.publicKey, second.publicKey];
    await round();
    expect(await kids()).toEqual(['u1', 'u2']);
    published = [second.publicKey];
    await bank.call('keys.refresh', { applicationId });
    expect(await kids()).toEqual(['u2']);
    expect((await application()).endedKeys).toMatchObject([{ kid: 'u1', endedReason: 'ROTATED' }]);
    const entries = await rows<{ kind: string; kid: string }>(
      platform,
      `SELECT kind, detail->>'kid' AS kid FROM log_entry
       WHERE detail->>'applicationId' = $1 AND kind LIKE 'KEY_%' ORDER BY id`,
      [applicationId],
    );
    expect(entries.map(({ kind, kid }) => `${kind} ${kid}`)).toEqual([
      'KEY_REGISTERED u1',
      'KEY_REGISTERED u2',
      'KEY_REVOKED u1',
    ]);
  });

  it('end only when two readings in a row, a minute apart, lack them', async () => {
    const [first, second] = [await keyPair('u1'), await keyPair('u2')];
    const both = [first.publicKey, second.publicKey];
    published = both;
    await registerUrl();
    published = [second.publicKey];
    await round();
    await round(59_000);
    expect(await kids()).toEqual(['u1', 'u2']);
    published = both;
    await round(62_000);
    published = [second.publicKey];
    await round(63_000);
    expect(await kids()).toEqual(['u1', 'u2']);
    await round(123_000);
    expect(await kids()).toEqual(['u2']);
  });

  it('end when their owner asks for a reading that lacks them, whatever else is wrong with the set', async () => {
    const [leaked, other, next] = [await keyPair('u1'), await keyPair('u2'), await keyPair('u1')];
    published = [leaked.publicKey, other.publicKey];
    await registerUrl();
    published = [next.publicKey, other.publicKey];
    expect(await bank.call('keys.refresh', { applicationId })).toMatchObject({
      keyIds: ['u2'],
      endedKeys: [{ kid: 'u1', thumbprint: leaked.thumbprint, endedReason: 'ROTATED' }],
      jwksError: 'KEY_SET_INVALID: u1',
    });
  });

  it('under an id that named another key are passed over, and the others of the set are kept up to date', async () => {
    const [first, other, second] = [await keyPair('u1'), await keyPair('u1'), await keyPair('u2')];
    published = [first.publicKey];
    await registerUrl();
    await readAgo(23 * HOUR_MS);
    published = [other.publicKey, second.publicKey];
    await round();
    const { keys, jwksError, jwksFetchedAt } = await application();
    expect(jwksError).toBe('KEY_SET_INVALID: u1');
    expect(Date.parse(jwksFetchedAt ?? '')).toBeGreaterThan(Date.now() - HOUR_MS);
    expect(keys).toMatchObject([
      { kid: 'u1', thumbprint: first.thumbprint, state: 'IN_FORCE' },
      { kid: 'u2', thumbprint: second.thumbprint, state: 'IN_FORCE' },
    ]);
  });

  it('are not hindered by another bank that registered the next one as its own', async () => {
    const [first, next] = [await keyPair('u1'), await keyPair('u2')];
    published = [first.publicKey];
    await registerUrl();
    const other = platform.credentials('other-bank').applicationId as ApplicationId;
    await rows(platform, `UPDATE application SET scopes = scopes || '{applications:write}' WHERE id = $1`, [
      other,
    ]);
    const rival = callerOf(platform, platform.credentials('other-bank'));
    await rival.call('keys.register', { applicationId: other, jwk: { ...next.publicKey, kid: 'mine' } });
    published = [next.publicKey];
    const refreshed = await bank.call('keys.refresh', { applicationId });
    expect(refreshed).toMatchObject({ keyIds: ['u2'], jwksError: null });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['its owner', () => bank.call('keys.refresh', { applicationId })],
    ['the worker', () => round()],
  ])('are not ended by an older reading of %s that a newer one overtook', async (_who, older) => {
    const [first, next] = [await keyPair('u1'), await keyPair('u2')];
    published = [first.publicKey];
    await registerUrl();
    const [asked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    beforeAnswer = () => {
      beforeAnswer = async () => {};
      asked.resolve();
      return goOn.promise;
    };
    const slow = older();
    await asked.promise;
    published = [first.publicKey, next.publicKey];
    await bank.call('keys.refresh', { applicationId });
    goOn.resolve();
    await slow;
    expect(await kids()).toEqual(['u1', 'u2']);
    expect((await application()).endedKeys).toEqual([]);
  });

  it('of which the operator suspended one: that stays as it is, although the address dropped it', async () => {
    const [first, next] = [await keyPair('u1'), await keyPair('u2')];
    published = [first.publicKey];
    await registerUrl();
    const guard = callerOf(platform, staffCredentials(platform, 'SECURITY'));
    const of = { participantId: bankId, applicationId, kid: 'u1' };
    await guard.call('keys.suspendAny', { ...of, reason: 'KEY_COMPROMISED' });
    published = [next.publicKey];
    await bank.call('keys.refresh', { applicationId });
    expect((await application()).keys).toMatchObject([
      { kid: 'u1', state: 'SUSPENDED', suspendedBy: 'OPERATOR' },
      { kid: 'u2', state: 'IN_FORCE' },
    ]);
  });

  it('are read ten times a minute at a participant’s wish, and not more', async () => {
    published = [await publicKeyOf('u1')];
    await registerUrl();
    // However the clock falls, these are within two minutes.
    const calls = Array.from({ length: 25 }, () => codeOf(bank.call('keys.refresh', { applicationId })));
    const refused = (await Promise.all(calls)).filter((code) => code === 'RATE_LIMITED');
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(refused.length).toBeLessThanOrEqual(16);
  });

  it('stay ended once revoked here, although the address still shows them', async () => {
    const [first, second] = [await keyPair('u1'), await keyPair('u2')];
    published = [first.publicKey, second.publicKey];
    await registerUrl();
    await bank.call('keys.revoke', { applicationId, kid: 'u1', reason: 'COMPROMISED' });
    await round();
    expect(await kids()).toEqual(['u2']);
    expect((await application()).jwksError).toBeNull();
  });

  it('stay in force through failures shorter than 24 h, are refused after it, and come back with the next good reading', async () => {
    const { privateKey, publicKey } = await keyPair('u1');
    published = [publicKey];
    await registerUrl();
    const caller = callerOf(platform, { applicationId, privateKey, keyId: 'u1' });
    published = 500;
    await readAgo(23 * HOUR_MS);
    await round();
    expect((await application()).jwksError).toBe('KEY_SET_UNREACHABLE: STATUS_NOT_200');
    expect(await reads(caller)).toBeUndefined();
    await readAgo(25 * HOUR_MS);
    expect(await reads(caller)).toBe('KEY_NOT_IN_FORCE');
    expect((await application()).keys).toMatchObject([{ state: 'STALE', light: 'RED' }]);
    published = [publicKey];
    await round();
    expect(await reads(caller)).toBeUndefined();
    expect((await application()).jwksError).toBeNull();
  });

  it.each<[string, () => Promise<object[] | number>, string]>([
    ['nothing but an error', async () => 404, 'KEY_SET_UNREACHABLE'],
    ['a redirect', async () => 302, 'KEY_SET_UNREACHABLE'],
    ['no keys', async () => [], 'KEY_SET_INVALID'],
    ['three keys', () => Promise.all(['a', 'b', 'c'].map(publicKeyOf)), 'KEY_SET_INVALID'],
    ['one id twice', () => Promise.all(['a', 'a'].map(publicKeyOf)), 'KEY_SET_INVALID'],
    ['a private key', async () => [(await keyPair('a')).privateKey], 'KEY_SET_INVALID'],
    ['a symmetric key', async () => [{ kty: 'oct', k: 'AAAA', kid: 'a' }], 'KEY_SET_INVALID'],
  ])('an address that shows %s is not registered', async (_what, show, code) => {
    published = await show();
    expect(await codeOf(registerUrl())).toBe(code);
    expect(await application()).toMatchObject({ jwksUri: null, keys: [] });
  });

  it.each([
    ...['http://10.0.0.1/jwks', 'https://169.254.169.254/jwks', 'file:///etc/passwd', 'nonsense'],
    ...['https://1.1.1.1:22/jwks', 'http://127.0.0.1/jwks?token=secret', 'http://me@127.0.0.1/jwks'],
    'http://127.0.0.1/jwks#keys',
  ])('an address like %s is not asked', async (address) => {
    const call = bank.call('keys.registerUrl', { applicationId, jwksUri: address });
    expect(await codeOf(call)).toBe('KEY_SET_UNREACHABLE');
  });

  it('without an address there is nothing to read anew', async () => {
    expect(await codeOf(bank.call('keys.refresh', { applicationId }))).toBe('STATUS_STEP_ILLEGAL');
  });

  it('beside uploaded keys find no slot when both are taken', async () => {
    for (const kid of ['k1', 'k2'])
      await bank.call('keys.register', { applicationId, jwk: await publicKeyOf(kid) });
    published = [await publicKeyOf('u1')];
    expect(await codeOf(registerUrl())).toBe('KEY_SLOTS_FULL');
    expect(await kids()).toEqual(['k1', 'k2']);
  });

  it('their owner is told 30 days and again 7 days before the end of a key, each once', async () => {
    const validTo = new Date(Date.now() + 100 * 24 * HOUR_MS).toISOString();
    await bank.call('keys.register', { applicationId, jwk: await publicKeyOf('k1'), validTo });
    const events = () =>
      rows<{ data: object; participant_id: string }>(
        platform,
        `SELECT data, participant_id FROM event WHERE ordering_key = $1`,
        [applicationId],
      );
    const after = async (days: number) => {
      await tellOfKeyExpiry(services(days * 24 * HOUR_MS), worker);
      return (await events()).length;
    };
    expect([await after(69), await after(71), await after(72), await after(94), await after(95)]).toEqual([
      0, 1, 1, 2, 2,
    ]);
    expect((await events())[0]).toEqual({
      participant_id: bankId,
      data: { applicationId, kid: 'k1', expiresAt: validTo },
    });
  });
});

const publicKeyOf = async (kid: string) => (await keyPair(kid)).publicKey;
