import type { ApplicationId, OperationName, ParticipantId } from '@xinqiao/contracts';
import { importJWK, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { RawClient } from '../support/raw-client.ts';
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
const DAY_MS = 86_400_000;

describe('keys of an application', () => {
  let platform: Platform;
  let officer: Caller;
  let guard: Caller;
  let bank: Caller;
  let applicationId: ApplicationId;
  beforeAll(async () => {
    platform = await startPlatform();
    officer = callerOf(platform, staffCredentials(platform, 'ADMISSION'));
    guard = callerOf(platform, staffCredentials(platform, 'SECURITY'));
    bank = await developerOf(platform);
  });
  beforeEach(async () => {
    applicationId = await trialApplication(platform, bankId);
  });
  afterAll(() => platform.close());

  const register = (jwk: object, fact: object = {}) =>
    bank.call('keys.register', { applicationId, jwk: jwk as Record<string, unknown>, ...fact });
  const program = (privateKey: JWK, keyId: string) =>
    callerOf(platform, { applicationId, privateKey, keyId });
  const reads = (caller: Caller) => codeOf(caller.call('catalogue.listTemplates', {}));
  const application = async () =>
    (await bank.call('applications.list', {})).items.find((item) => item.applicationId === applicationId);
  const expireAt = (kid: string, ms: number) =>
    rows(
      platform,
      'UPDATE application_key SET valid_from = $3, valid_to = $4 WHERE application_id = $1 AND kid = $2',
      [applicationId, kid, new Date(Date.now() - 400 * DAY_MS), new Date(Date.now() + ms)],
    );

  it.each(['ES256', 'PS256'] as const)('of %s gets tokens and signs', async (alg) => {
    const { privateKey, publicKey, thumbprint } = await keyPair('k1', alg);
    const { keys } = await register(publicKey);
    expect(keys).toMatchObject([
      { kid: 'k1', slot: 1, algorithm: alg, thumbprint, state: 'IN_FORCE', light: 'GREEN', source: 'UPLOAD' },
    ]);
    // A client assertion by hand: the SDK signs with ES256 only.
    const response = await askToken(platform, applicationId, privateKey, { alg, kid: 'k1' });
    expect(await response.json()).toMatchObject({ token_type: 'DPoP', scope: 'catalogue:read' });
  });

  it('lasts a year unless told otherwise, and 2 years at most', async () => {
    const { publicKey } = await keyPair('k1');
    const [key] = (await register(publicKey)).keys;
    const days = (Date.parse(key?.validTo ?? '') - Date.now()) / DAY_MS;
    expect(Math.round(days)).toBe(365);
    const later = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
    for (const validTo of [later(732), later(-1)])
      await expect(register((await keyPair('k2')).publicKey, { validTo })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        errors: [{ path: 'validTo' }],
      });
    await register((await keyPair('k2')).publicKey, { validTo: later(731) });
  });

  it('has two slots: the next is registered while the last still signs, a third is not', async () => {
    const [first, second, third] = [await keyPair('k1'), await keyPair('k2'), await keyPair('k3')];
    await register(first.publicKey);
    await register(second.publicKey);
    expect(await codeOf(register(third.publicKey))).toBe('KEY_SLOTS_FULL');
    expect(await reads(program(first.privateKey, 'k1'))).toBeUndefined();
    expect(await reads(program(second.privateKey, 'k2'))).toBeUndefined();
    await bank.call('keys.revoke', { applicationId, kid: 'k1', reason: 'NO_LONGER_NEEDED' });
    expect((await register(third.publicKey)).keys.map(({ kid, slot }) => [kid, slot])).toEqual([
      ['k3', 1],
      ['k2', 2],
    ]);
  });

  it('of many registered at once, two find a slot', async () => {
    const pairs = await Promise.all(['k1', 'k2', 'k3', 'k4', 'k5'].map((kid) => keyPair(kid)));
    const codes = await Promise.all(pairs.map(({ publicKey }) => codeOf(register(publicKey))));
    expect(codes.toSorted()).toEqual([
      'KEY_SLOTS_FULL',
      'KEY_SLOTS_FULL',
      'KEY_SLOTS_FULL',
      undefined,
      undefined,
    ]);
  });

  it('whose time is over is refused, shows RED, and makes room when its slot is needed', async () => {
    const [first, second, third] = [await keyPair('k1'), await keyPair('k2'), await keyPair('k3')];
    await register(first.publicKey);
    await register(second.publicKey);
    const caller = program(first.privateKey, 'k1');
    expect(await reads(caller)).toBeUndefined();
    await expireAt('k1', -1000);
    expect(await reads(caller)).toBe('KEY_NOT_IN_FORCE');
    expect((await application())?.keys[0]).toMatchObject({ kid: 'k1', state: 'EXPIRED', light: 'RED' });
    await register(third.publicKey);
    expect((await application())?.endedKeys).toMatchObject([{ kid: 'k1', endedReason: 'EXPIRED' }]);
  });

  it.each([
    [31, 'GREEN'],
    [29, 'YELLOW'],
    [6, 'RED'],
  ])('with %i days left shows %s', async (days, light) => {
    await register((await keyPair('k1')).publicKey);
    await expireAt('k1', days * DAY_MS);
    expect((await application())?.keys).toMatchObject([{ state: 'IN_FORCE', light }]);
  });

  it('revoked: tokens it was used to get are refused at once, and so is a new one', async () => {
    const { privateKey, publicKey } = await keyPair('k1');
    await register(publicKey);
    const caller = program(privateKey, 'k1');
    expect(await reads(caller)).toBeUndefined();
    await bank.call('keys.revoke', { applicationId, kid: 'k1', reason: 'COMPROMISED' });
    expect(await reads(caller)).toBe('KEY_NOT_IN_FORCE');
    expect(await reads(program(privateKey, 'k1'))).toBe('KEY_NOT_IN_FORCE');
  });

  it('revoked is told to its owner as an event and in its log', async () => {
    await register((await keyPair('k1')).publicKey);
    const { endedKeys } = await bank.call('keys.revoke', { applicationId, kid: 'k1', reason: 'LOST' });
    expect(endedKeys).toMatchObject([{ kid: 'k1', state: 'ENDED', endedReason: 'LOST' }]);
    const [event] = await rows<{ type: string; data: object }>(
      platform,
      'SELECT type, data FROM event WHERE ordering_key = $1',
      [applicationId],
    );
    expect(event).toMatchObject({ type: 'cn.xinqiao.key.revoked.v1', data: { applicationId, kid: 'k1' } });
    const entries = await rows<{ kind: string; participant_id: string }>(
      platform,
      `SELECT kind, participant_id FROM log_entry WHERE detail->>'applicationId' = $1 ORDER BY id`,
      [applicationId],
    );
    expect(entries.slice(-2)).toEqual([
      { kind: 'KEY_REGISTERED', participant_id: bankId },
      { kind: 'KEY_REVOKED', participant_id: bankId },
    ]);
  });

  it('revoked stays revoked, whoever asks for it back, and its id and material are never used again', async () => {
    const { publicKey } = await keyPair('k1');
    await register(publicKey);
    await bank.call('keys.revoke', { applicationId, kid: 'k1', reason: 'COMPROMISED' });
    const kid = 'k1';
    expect(await codeOf(bank.call('keys.reinstate', { applicationId, kid }))).toBe('STATUS_STEP_ILLEGAL');
    expect(await codeOf(register(publicKey))).toBe('KEY_ALREADY_USED');
    expect(await codeOf(register({ ...publicKey, kid: 'k9' }))).toBe('KEY_ALREADY_USED');
    expect(await codeOf(register((await keyPair('k1')).publicKey))).toBe('KEY_ALREADY_USED');
  });

  it('whose public half another bank registered first is still its own: nobody squats on it', async () => {
    const { privateKey, publicKey } = await keyPair('k1');
    const other = callerOf(platform, platform.credentials('other-bank'));
    const theirs = platform.credentials('other-bank').applicationId as ApplicationId;
    await rows(platform, `UPDATE application SET scopes = scopes || '{applications:write}' WHERE id = $1`, [
      theirs,
    ]);
    await other.call('keys.register', { applicationId: theirs, jwk: { ...publicKey, kid: 'mine' } });
    await register(publicKey);
    expect(await reads(program(privateKey, 'k1'))).toBeUndefined();
    const asOther = callerOf(platform, { applicationId: theirs, privateKey, keyId: 'k1' });
    expect(await codeOf(asOther.call('catalogue.listTemplates', {}))).not.toBeUndefined();
  });

  it('in one application of a bank is not registered in another of its own', async () => {
    const { publicKey } = await keyPair('k1');
    await register(publicKey);
    const second = await trialApplication(platform, bankId);
    const again = bank.call('keys.register', { applicationId: second, jwk: { ...publicKey, kid: 'k2' } });
    expect(await codeOf(again)).toBe('KEY_ALREADY_USED');
  });

  it('with its private half is refused and kept nowhere', async () => {
    const { privateKey } = await keyPair('k1');
    await expect(register(privateKey)).rejects.toMatchObject({
      code: 'KEY_SET_INVALID',
      errors: [{ path: 'jwk.d' }],
    });
    const kept = await rows(platform, 'SELECT FROM application_key WHERE application_id = $1', [
      applicationId,
    ]);
    expect(kept).toEqual([]);
  });

  it.each<[string, object]>([
    ['symmetric', { kty: 'oct', k: 'AAAA', kid: 'k1' }],
    ['without a kid', { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }],
    ['nothing', {}],
  ])('that is %s is refused', async (_what, jwk) => {
    expect(await codeOf(register(jwk))).toBe('KEY_SET_INVALID');
  });

  it('suspended and reinstated is told to its bank by an event each', async () => {
    await register((await keyPair('k1')).publicKey);
    const of = { participantId: bankId, applicationId, kid: 'k1' };
    await guard.call('keys.suspendAny', { ...of, reason: 'KEY_COMPROMISED' });
    await guard.call('keys.reinstateAny', of);
    const events = await rows(
      platform,
      `SELECT participant_id, data FROM event
       WHERE ordering_key = $1 AND type = 'cn.xinqiao.key.status-changed.v1' ORDER BY ticket`,
      [applicationId],
    );
    const about = { applicationId, kid: 'k1' };
    expect(events).toEqual([
      { participant_id: bankId, data: { ...about, status: 'SUSPENDED', reason: 'KEY_COMPROMISED' } },
      { participant_id: bankId, data: { ...about, status: 'IN_FORCE', reason: null } },
    ]);
  });

  it('suspended is refused at once, also for tokens, and comes back without loss', async () => {
    const { privateKey, publicKey } = await keyPair('k1');
    await register(publicKey);
    const caller = program(privateKey, 'k1');
    expect(await reads(caller)).toBeUndefined();
    const of = { participantId: bankId, applicationId, kid: 'k1' };
    await guard.call('keys.suspendAny', { ...of, reason: 'KEY_COMPROMISED' });
    expect(await reads(caller)).toBe('KEY_NOT_IN_FORCE');
    expect((await application())?.keys).toMatchObject([
      { state: 'SUSPENDED', light: 'RED', suspendedBy: 'OPERATOR', suspendedReason: 'KEY_COMPROMISED' },
    ]);
    const own = { applicationId, kid: 'k1' };
    expect(await codeOf(bank.call('keys.reinstate', own))).toBe('STATUS_STEP_ILLEGAL');
    expect(await codeOf(bank.call('keys.revoke', { ...own, reason: 'LOST' }))).toBe('STATUS_STEP_ILLEGAL');
    await guard.call('keys.reinstateAny', of);
    expect(await reads(caller)).toBeUndefined();
  });

  it('past its time and suspended by the operator keeps its slot: it is evidence', async () => {
    await register((await keyPair('k1')).publicKey);
    await register((await keyPair('k2')).publicKey);
    const of = { participantId: bankId, applicationId, kid: 'k1' };
    await guard.call('keys.suspendAny', { ...of, reason: 'KEY_COMPROMISED' });
    await expireAt('k1', -1000);
    const { publicKey } = await keyPair('k3');
    expect(await codeOf(register(publicKey))).toBe('KEY_SLOTS_FULL');
    await guard.call('keys.revokeAny', { ...of, reason: 'COMPROMISED' });
    expect((await register(publicKey)).keys.map(({ kid }) => kid)).toEqual(['k3', 'k2']);
  });

  it('are looked after by a program in its own application only, by a person in all', async () => {
    const { privateKey, publicKey } = await keyPair('k1');
    await register(publicKey);
    const scopes = ['applications:read', 'applications:write'];
    await rows(platform, 'UPDATE application SET scopes = $2 WHERE id = $1', [applicationId, scopes]);
    const self = program(privateKey, 'k1');
    const other = await trialApplication(platform, bankId);
    const kid = 'o1';
    const jwk = (await keyPair(kid)).publicKey;
    await bank.call('keys.register', { applicationId: other, jwk });
    const reach = (name: OperationName, input: object) =>
      codeOf(self.call(name, { applicationId: other, ...input } as never));
    expect(
      await Promise.all([
        reach('keys.register', { jwk: (await keyPair('o2')).publicKey }),
        reach('keys.registerUrl', { jwksUri: 'https://bank.example/jwks.json' }),
        reach('keys.refresh', {}),
        reach('keys.suspend', { kid, reason: 'KEY_COMPROMISED' }),
        reach('keys.reinstate', { kid }),
        reach('keys.revoke', { kid, reason: 'COMPROMISED' }),
      ]),
    ).toEqual(Array(6).fill('APPLICATION_NOT_FOUND'));
    const own = await self.call('keys.register', { applicationId, jwk: (await keyPair('k2')).publicKey });
    expect(own.keys.map((key) => key.kid)).toEqual(['k1', 'k2']);
  });

  it('nobody of the operator plants one in a bank that is active', async () => {
    const { publicKey } = await keyPair('k1');
    const planted = officer.call('keys.registerAny', {
      participantId: bankId,
      applicationId,
      jwk: publicKey,
    });
    expect(await codeOf(planted)).toBe('STATUS_STEP_ILLEGAL');
  });

  it('the operator registers the first one while a bank is admitted, in any step before ACTIVE', async () => {
    const { participantId } = await officer.call('participants.apply', {
      kind: 'BANK',
      name: { zh: '新银行', en: 'New Bank' },
    });
    const registered = await officer.call('applications.register', {
      ...{ participantId, environment: 'SANDBOX', name: { zh: '试验', en: 'Trial' } },
      ...{ redirectUris: [], templates: [], purposes: [], scopes: ['catalogue:read'] },
    });
    const { publicKey, thumbprint } = await keyPair('k1');
    const of = { participantId, applicationId: registered.applicationId };
    const { keys } = await officer.call('keys.registerAny', { ...of, jwk: publicKey });
    expect(keys).toMatchObject([{ thumbprint, state: 'IN_FORCE' }]);
  });

  it('of another bank are out of reach, for a person too', async () => {
    const theirs = platform.credentials('other-bank').applicationId as ApplicationId;
    const { publicKey } = await keyPair('k1');
    expect(await codeOf(bank.call('keys.register', { applicationId: theirs, jwk: publicKey }))).toBe(
      'APPLICATION_NOT_FOUND',
    );
  });

  it('of a colleague’s tool are out of reach for a program of the operator', async () => {
    const tool = staffCredentials(platform, 'SECURITY').applicationId as ApplicationId;
    const operator = callerOf(platform, platform.credentials('operator'));
    const input = { applicationId: tool, jwk: (await keyPair('k1')).publicKey };
    expect(await codeOf(operator.call('keys.register', input))).toBe('APPLICATION_NOT_FOUND');
  });

  it('that does not stand in the assertion’s header gets no token (RFC 7515 §4.1.4)', async () => {
    const { privateKey, publicKey } = await keyPair('k1');
    await register(publicKey);
    const named = await askToken(platform, applicationId, privateKey, { alg: 'ES256', kid: 'k1' });
    expect(named.status).toBe(200);
    const nameless = await askToken(platform, applicationId, privateKey, { alg: 'ES256' });
    expect([nameless.status, await nameless.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  });
});

/** Asks for a token with an assertion signed and named as told. */
async function askToken(
  platform: Platform,
  applicationId: string,
  privateKey: JWK,
  header: { alg: string; kid?: string },
): Promise<Response> {
  const issuer = `${platform.url}/oidc`;
  const client = await RawClient.of(platform);
  const send = async () =>
    client.post('/token', {
      grant_type: 'client_credentials',
      scope: 'catalogue:read',
      resource: `${platform.url}/api`,
      client_id: applicationId,
      client_assertion: await new SignJWT({ iss: applicationId, sub: applicationId, aud: issuer })
        .setProtectedHeader(header)
        .setJti(crypto.randomUUID())
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(await importJWK(privateKey, header.alg)),
    });
  // The first answer brings the nonce that the next needs, and an assertion is good for one use.
  await send();
  return send();
}
