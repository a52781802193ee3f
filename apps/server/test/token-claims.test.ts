import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyMac } from '../src/keys/genuine.ts';
import { openVault } from '../src/keys/vault.ts';
import { type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';
import { rows } from './support/rows.ts';
import { setApplicationStatus, setParticipantStatus } from './support/set-status.ts';

const READ = ['GET', '/v1/consents'] as const;

describe('what a rightly signed access token must say (RFC 9068 §4)', () => {
  let platform: Platform;
  let bank: RawClient;
  let good: JWTPayload;
  let sign: (claims: JWTPayload, header?: object) => Promise<string>;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    good = decodeJwt(await bank.token());
    // A second key of the authorization server, as after a rotation: the API learns of it by its unknown id.
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'token-2', alg: 'ES256', use: 'sig' };
    const validFrom = new Date(Date.now() - 1_000);
    const key = { kid: jwk.kid, purpose: 'TOKEN', alg: 'ES256', publicJwk: jwk as never, validFrom };
    await rows(
      platform,
      `INSERT INTO signing_key (kid, purpose, alg, public_jwk, valid_from, mac)
       VALUES ($1, 'TOKEN', 'ES256', $2, $3, $4)`,
      [jwk.kid, JSON.stringify(jwk), validFrom, keyMac(openVault(platform.secret), key)],
    );
    sign = (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid, ...header })
        .sign(privateKey);
  });
  afterAll(() => platform.close());

  const answer = async (token: string) => bank.send(...READ, { token });
  const without = (claim: string) =>
    Object.fromEntries(Object.entries(good).filter(([name]) => name !== claim));
  const seconds = () => Math.floor(Date.now() / 1000);

  it('a key that was added is found without a restart', async () => {
    expect((await answer(await sign(good))).status).toBe(200);
  });

  it.each([
    ['another API', 'https://other.example/api'],
    ['the authorization server', () => `${platform.url}/oidc`],
    ['our address without its path', () => platform.url],
    ['our address and a slash', () => `${platform.url}/api/`],
    ['nobody', ''],
  ])('made for %s is refused by its audience', async (_what, audience) => {
    const aud = typeof audience === 'function' ? audience() : audience;
    await expectProblem(await answer(await sign({ ...good, aud })), 'TOKEN_AUDIENCE_WRONG');
  });

  it.each(['aud', 'iss', 'exp', 'iat', 'client_id', 'participant_id', 'cnf'])(
    'is refused without %s',
    async (claim) => {
      const code = claim === 'aud' ? 'TOKEN_AUDIENCE_WRONG' : 'TOKEN_INVALID';
      await expectProblem(await answer(await sign(without(claim))), code);
    },
  );

  it.each<[string, () => JWTPayload]>([
    ['another issuer', () => ({ iss: 'https://other.example/oidc' })],
    ['an issuer with a slash at its end', () => ({ iss: `${platform.url}/oidc/` })],
    ['a start in the future', () => ({ nbf: seconds() + 600 })],
    ['a participant id of another shape', () => ({ participant_id: "ptc_' OR 1=1 --" })],
    ['a client id of another shape', () => ({ client_id: 'bank' })],
    ['no key thumbprint', () => ({ cnf: {} })],
    ['a short key thumbprint', () => ({ cnf: { jkt: 'abc' } })],
    ['scopes as a list', () => ({ scope: ['consents:read'] as never })],
  ])('is refused with %s', async (_what, claims) => {
    await expectProblem(await answer(await sign({ ...good, ...claims() })), 'TOKEN_INVALID');
  });

  it.each(['JWT', 'dpop+jwt', 'xinqiao-session+jwt', 'xinqiao-package+jwt', ''])(
    'is refused with typ “%s” (RFC 8725 §3.11)',
    async (typ) => {
      await expectProblem(await answer(await sign(good, { typ })), 'TOKEN_INVALID');
    },
  );

  it('is refused with a critical header nobody knows (RFC 7515 §4.1.11)', async () => {
    const token = await sign(good);
    const [, payload, signature] = token.split('.');
    const header = { alg: 'ES256', typ: 'at+jwt', kid: 'token-2', crit: ['xinqiao'], xinqiao: true };
    const critical = Buffer.from(JSON.stringify(header)).toString('base64url');
    await expectProblem(await answer(`${critical}.${payload}.${signature}`), 'TOKEN_INVALID');
  });

  it('names no scope of ours: it may do nothing', async () => {
    await expectProblem(
      await answer(await sign({ ...good, scope: 'openid profile consents:READ *' })),
      'SCOPE_MISSING',
    );
  });

  it('of an application that was stopped is refused at once', async () => {
    await setApplicationStatus(platform, bank.applicationId, 'SUSPENDED');
    const response = await answer(await bank.token());
    await setApplicationStatus(platform, bank.applicationId, 'ACTIVE');
    await expectProblem(response, 'APPLICATION_SUSPENDED');
  });

  it('of a bank that was stopped is refused at once', async () => {
    await setParticipantStatus(platform, String(good.participant_id), 'SUSPENDED');
    const response = await answer(await bank.token());
    await setParticipantStatus(platform, String(good.participant_id), 'ACTIVE');
    await expectProblem(response, 'PARTICIPANT_SUSPENDED');
  });

  it('that pairs an application with another bank is refused', async () => {
    const participant_id = 'ptc_00000000-0000-7000-8000-000000000003';
    await expectProblem(await answer(await sign({ ...good, participant_id })), 'PARTICIPANT_NOT_ACTIVE');
  });
});
