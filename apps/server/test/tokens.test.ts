import { createHash } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';
import { written } from './support/rows.ts';

const READ = ['GET', '/v1/consents'] as const;

describe('an access token (RFC 9068, RFC 8725)', () => {
  let platform: Platform;
  let bank: RawClient;
  let token: string;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    token = await bank.token();
  });
  afterAll(() => platform.close());

  it('that is good opens the API', async () => {
    expect((await bank.send(...READ)).status).toBe(200);
  });

  it.each([
    ['no Authorization header', {}],
    ['an empty one', { authorization: '' }],
    ['the scheme alone', { authorization: 'DPoP' }],
    ['the scheme and a space', { authorization: 'DPoP ' }],
    ['Bearer instead of DPoP (RFC 9449 §7.2)', (good: string) => ({ authorization: `Bearer ${good}` })],
    ['Basic', { authorization: 'Basic eDp5' }],
    ['two tokens', (good: string) => ({ authorization: `DPoP ${good} ${good}` })],
    ['a space before the token', (good: string) => ({ authorization: `DPoP  ${good}` })],
  ])('is missing with %s', async (_what, given) => {
    const headers = typeof given === 'function' ? given(token) : given;
    const response = await bank.send(...READ, { token: null, headers });
    expect(response.headers.get('www-authenticate')).toMatch(/^DPoP /);
    await expectProblem(response, 'TOKEN_MISSING');
  });

  const [HEADER, PAYLOAD, SIGNATURE] = [0, 1, 2];
  const part = (at: number) => token.split('.')[at] ?? '';
  const edited = (at: number, edit: (text: string) => string) =>
    token
      .split('.')
      .map((text, place) => (place === at ? edit(text) : text))
      .join('.');
  const claimsEdited = (edit: object) =>
    edited(PAYLOAD, (text) =>
      Buffer.from(
        JSON.stringify({ ...JSON.parse(Buffer.from(text, 'base64url').toString()), ...edit }),
      ).toString('base64url'),
    );
  const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);

  it.each<[string, () => string]>([
    ['garbage', () => 'garbage'],
    ['three dots', () => '...'],
    ['a lone part', () => part(PAYLOAD)],
    ['two parts', () => `${part(HEADER)}.${part(PAYLOAD)}`],
    ['four parts', () => `${token}.${part(SIGNATURE)}`],
    ['five parts, as if encrypted', () => `${token}.${part(SIGNATURE)}.${part(SIGNATURE)}`],
    ['padding', () => `${token}=`],
    ['padding in the middle', () => edited(PAYLOAD, (text) => `${text}==`)],
    ['base64 instead of base64url', () => edited(SIGNATURE, (text) => `+/${text.slice(2)}`)],
    ['a tab inside', () => edited(PAYLOAD, (text) => `${text.slice(0, 9)}\t${text.slice(9)}`)],
    ['no signature', () => `${part(HEADER)}.${part(PAYLOAD)}.`],
    ['another signature', () => edited(SIGNATURE, flipped)],
    ['a signature cut short', () => token.slice(0, -4)],
    [
      'another participant in its claims',
      () => claimsEdited({ participant_id: 'ptc_00000000-0000-7000-8000-000000000003' }),
    ],
    ['a longer life in its claims', () => claimsEdited({ exp: 4_102_444_800 })],
    ['20 000 characters', () => `${token}${'A'.repeat(13_000)}`],
  ])('with %s is invalid (RFC 7515 §7.1)', async (_what, forge) => {
    await expectProblem(await bank.send(...READ, { token: forge() }), 'TOKEN_INVALID');
  });

  /** The claims of the good token, signed by somebody else. */
  const forged = async (header: Record<string, unknown>, claims: JWTPayload = {}, key?: Uint8Array) => {
    const payload = JSON.parse(Buffer.from(part(PAYLOAD), 'base64url').toString()) as JWTPayload;
    const own = key ?? (await generateKeyPair('ES256')).privateKey;
    const { kid } = JSON.parse(Buffer.from(part(HEADER), 'base64url').toString()) as { kid: string };
    return new SignJWT({ ...payload, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
      .sign(own);
  };
  const publicTokenKey = async () => {
    const { keys } = (await (await fetch(`${platform.url}/oidc/jwks`)).json()) as {
      keys: Parameters<typeof importJWK>[0][];
    };
    const key = keys[0] ?? {};
    return { key, pem: await exportSPKI((await importJWK({ ...key, ext: true }, 'ES256')) as CryptoKey) };
  };

  it('signed by a stranger’s key under our key id is invalid', async () => {
    await expectProblem(await bank.send(...READ, { token: await forged({}) }), 'TOKEN_INVALID');
  });

  it('that brings its own key in the header is invalid (RFC 8725 §3.10)', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const claims = JSON.parse(Buffer.from(part(PAYLOAD), 'base64url').toString()) as JWTPayload;
    const own = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', jwk: await exportJWK(publicKey) })
      .sign(privateKey);
    await expectProblem(await bank.send(...READ, { token: own }), 'TOKEN_INVALID');
  });

  it.each(['none', 'None', 'nOnE'])('with alg %s is invalid (RFC 8725 §3.2)', async (alg) => {
    const header = Buffer.from(JSON.stringify({ alg, typ: 'at+jwt' })).toString('base64url');
    for (const signature of ['', part(SIGNATURE)])
      await expectProblem(
        await bank.send(...READ, { token: `${header}.${part(PAYLOAD)}.${signature}` }),
        'TOKEN_INVALID',
      );
  });

  it('signed HS256 with our public key as the secret is invalid (RFC 8725 §2.1)', async () => {
    const { key, pem } = await publicTokenKey();
    for (const secret of [pem, pem.trim(), JSON.stringify(key)]) {
      const own = await forged({ alg: 'HS256' }, {}, new TextEncoder().encode(secret));
      await expectProblem(await bank.send(...READ, { token: own }), 'TOKEN_INVALID');
    }
  });

  it('of another application is of no use with one’s own DPoP key (RFC 9449 §6)', async () => {
    const other = await RawClient.of(platform, 'other-bank');
    const response = await bank.send(...READ, { token: await other.token() });
    await expectProblem(response, 'DPOP_PROOF_INVALID');
  });

  it('is over after its five minutes', async () => {
    const later = await RawClient.of(platform);
    await later.token();
    platform.advanceTokenClock(301_000);
    const response = await later.send(...READ, {
      proofFacts: { claims: { iat: Math.floor(Date.now() / 1000) + 301 } },
    });
    platform.advanceTokenClock(-301_000);
    await expectProblem(response, 'TOKEN_EXPIRED');
  });

  it('that is refused leaves nothing behind', async () => {
    const before = await written(platform);
    const path = '/v1/consents/cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77/packages';
    await expectProblem(
      await bank.send('POST', path, { token: edited(SIGNATURE, flipped) }),
      'TOKEN_INVALID',
    );
    expect(await written(platform)).toEqual(before);
  });

  it('is never repeated in the answer that refuses it', async () => {
    const response = await bank.send(...READ, { token: edited(SIGNATURE, flipped) });
    const heard = JSON.stringify([...response.headers]) + (await response.text());
    expect(heard).not.toContain(part(PAYLOAD));
    expect(heard).not.toContain(createHash('sha256').update(token).digest('base64url'));
  });
});
