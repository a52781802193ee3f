import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
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
import { callerOf, codeOf, keyPair, staffCredentials } from './support/people.ts';

const bankId = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')?.id as ParticipantId;
const HOUR_MS = 3_600_000;

describe('keys read from an address', () => {
  let database: TestDatabase;
  let worker: Database;
  let platform: Platform;
  let bank: ReturnType<typeof callerOf>;
  let applicationId: ApplicationId;
  let site: Server;
  /** What the bank’s own site answers: a key set, or a status. */
  let published: object[] | number;
  let jwksUri: string;
  const outbound = openOutbound({ allowPrivate: ['127.0.0.0/8'] });

  beforeAll(async () => {
    database = await createTestDatabase();
    worker = openDatabase(database.urls.worker, { poolSize: 4 });
    platform = await startPlatformOn({ ...database, url: database.urls.migration });
    bank = callerOf(platform, platform.credentials('bank'));
    site = createServer((_request, response) => {
      if (typeof published === 'number') return response.writeHead(published).end();
      return response
        .writeHead(200, { 'content-type': 'application/jwk-set+json' })
        .end(JSON.stringify({ keys: published }));
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    jwksUri = `http://127.0.0.1:${(site.address() as AddressInfo).port}/jwks.json`;
  });
  beforeEach(async () => {
    await rows(platform, 'UPDATE application SET jwks_uri = NULL');
    ({ applicationId } = await callerOf(platform, staffCredentials(platform, 'ADMISSION')).call(
      'applications.register',
      {
        participantId: bankId,
        environment: 'SANDBOX',
        name: { zh: '试验', en: 'Trial' },
        ...{ redirectUris: [], templates: [], purposes: [], scopes: ['catalogue:read'] },
      },
    ));
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
      ...{ operatorId: 'bozhou', logOrigin: 'test' },
    };
  };
  const registerUrl = () => bank.call('keys.registerUrl', { applicationId, jwksUri });
  /** One round of the worker, as if five minutes had gone by. */
  const round = () => refreshKeySets(services(), worker, outbound, 0);
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
  const reads = (caller: ReturnType<typeof callerOf>) => codeOf(caller.call('catalogue.listTemplates', {}));

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

  it('are refused when another key comes under a known id; the known one stays', async () => {
    const [first, other] = [await keyPair('u1'), await keyPair('u1')];
    published = [first.publicKey];
    await registerUrl();
    published = [other.publicKey];
    await round();
    const { keys, jwksError } = await application();
    expect(jwksError).toBe('KEY_SET_INVALID');
    expect(keys).toMatchObject([{ kid: 'u1', thumbprint: first.thumbprint, state: 'IN_FORCE' }]);
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

  it.each(['http://10.0.0.1/jwks', 'https://169.254.169.254/jwks', 'file:///etc/passwd', 'nonsense'])(
    'an address like %s is not asked',
    async (address) => {
      const call = bank.call('keys.registerUrl', { applicationId, jwksUri: address });
      expect(await codeOf(call)).toBe('KEY_SET_UNREACHABLE');
    },
  );

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
