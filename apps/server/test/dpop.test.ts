import { calculateJwkThumbprint, exportJWK, generateKeyPair, generateSecret, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { type ProofFacts, RawClient } from './support/raw-client.ts';
import { rows } from './support/rows.ts';

const READ = ['GET', '/v1/consents'] as const;

describe('a DPoP proof at the API (RFC 9449 §4.3, §7, §9)', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.goodClaims();
  });
  afterAll(() => platform.close());

  const url = () => `${platform.url}/api/v1/consents`;
  const seconds = () => Math.floor(Date.now() / 1000);
  const goodProof = async (facts: ProofFacts = {}) =>
    bank.proof('GET', url(), { ...facts, claims: { ...(await bank.goodClaims()), ...facts.claims } });

  it('is needed', async () => {
    const response = await bank.send(...READ, { proof: null });
    expect(response.headers.get('www-authenticate')).toContain('DPoP error="invalid_token"');
    await expectProblem(response, 'DPOP_PROOF_INVALID');
  });

  it.each<[string, () => Promise<Response>]>([
    ['of another method', () => bank.send(...READ, { proofFacts: { claims: { htm: 'POST' } } })],
    ['of a method in small letters', () => bank.send(...READ, { proofFacts: { claims: { htm: 'get' } } })],
    ['of another operation', () => bank.send(...READ, { proofFacts: { claims: { htu: `${url()}/x` } } })],
    [
      'of another host',
      () => bank.send(...READ, { proofFacts: { claims: { htu: 'https://evil.example/api/v1/consents' } } }),
    ],
    ['of a parent path', () => bank.send(...READ, { proofFacts: { claims: { htu: platform.url } } })],
    ['without htm', () => bank.send(...READ, { proofFacts: { claims: { htm: undefined } } })],
    ['without htu', () => bank.send(...READ, { proofFacts: { claims: { htu: undefined } } })],
    ['without jti', () => bank.send(...READ, { proofFacts: { claims: { jti: undefined as never } } })],
    ['with a jti that can be guessed', () => bank.send(...READ, { proofFacts: { claims: { jti: '1' } } })],
    ['without iat', () => bank.send(...READ, { proofFacts: { claims: { iat: undefined as never } } })],
    ['of two minutes ago', () => bank.send(...READ, { proofFacts: { claims: { iat: seconds() - 120 } } })],
    ['of two minutes ahead', () => bank.send(...READ, { proofFacts: { claims: { iat: seconds() + 120 } } })],
    ['without ath', () => bank.send(...READ, { proofFacts: { claims: { ath: undefined } } })],
    ['for another token', () => bank.send(...READ, { proofFacts: { claims: { ath: 'A'.repeat(43) } } })],
    ['with typ JWT', () => bank.send(...READ, { proofFacts: { header: { typ: 'JWT' } } })],
    ['without a key', () => bank.send(...READ, { proofFacts: { header: { jwk: undefined } } })],
    [
      'with alg none',
      () =>
        bank.send(...READ, {
          proof: `${Buffer.from('{"typ":"dpop+jwt","alg":"none"}').toString('base64url')}.e30.AA`,
        }),
    ],
    ['that is no JWT', () => bank.send(...READ, { proof: 'proof' })],
  ])('%s is refused', async (_what, ask) => {
    await expectProblem(await ask(), 'DPOP_PROOF_INVALID');
  });

  it('by another key than the token is bound to is refused', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const facts = { key: privateKey, header: { jwk: await exportJWK(publicKey) } };
    await expectProblem(await bank.send(...READ, { proofFacts: facts }), 'DPOP_PROOF_INVALID');
  });

  it('that shows the bound key but was signed by another is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await expectProblem(await bank.send(...READ, { proofFacts: { key: privateKey } }), 'DPOP_PROOF_INVALID');
  });

  it('with a symmetric key in its header is refused', async () => {
    const secret = (await generateSecret('HS256', { extractable: true })) as CryptoKey;
    const facts = { key: secret, header: { alg: 'HS256', jwk: await exportJWK(secret) } };
    await expectProblem(await bank.send(...READ, { proofFacts: facts }), 'DPOP_PROOF_INVALID');
  });

  it('with the private key in its header is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const facts = { key: privateKey, header: { jwk: await exportJWK(privateKey) } };
    await expectProblem(await bank.send(...READ, { proofFacts: facts }), 'DPOP_PROOF_INVALID');
  });

  it('in two headers at once is refused', async () => {
    const both = `${await goodProof()}, ${await goodProof()}`;
    await expectProblem(await bank.send(...READ, { proof: both }), 'DPOP_PROOF_INVALID');
  });

  it.each(['none', undefined])('with nonce %s is told which nonce to use', async (nonce) => {
    const response = await bank.send(...READ, { proof: await goodProof({ claims: { nonce } }) });
    expect(response.headers.get('www-authenticate')).toContain('DPoP error="use_dpop_nonce"');
    const told = response.headers.get('dpop-nonce');
    await expectProblem(response, 'DPOP_NONCE_REQUIRED');
    expect((await bank.send(...READ, { proof: await goodProof({ claims: { nonce: told } }) })).status).toBe(
      200,
    );
  });

  it('with a nonce of some minutes ago is taken, with one of a quarter of an hour ago not', async () => {
    const nonceOf = async (minutesAgo: number) => {
      platform.advanceTokenClock(-minutesAgo * 60_000);
      const claims = { nonce: 'none', iat: seconds() - minutesAgo * 60 };
      const told = (await bank.send(...READ, { proofFacts: { claims } })).headers.get('dpop-nonce');
      platform.advanceTokenClock(minutesAgo * 60_000);
      return told;
    };
    const [recent, stale] = [await nonceOf(4), await nonceOf(15)];
    expect((await bank.send(...READ, { proof: await goodProof({ claims: { nonce: recent } }) })).status).toBe(
      200,
    );
    const response = await bank.send(...READ, { proof: await goodProof({ claims: { nonce: stale } }) });
    await expectProblem(response, 'DPOP_NONCE_REQUIRED');
  });

  it('serves once', async () => {
    const proof = await goodProof();
    expect((await bank.send(...READ, { proof })).status).toBe(200);
    await expectProblem(await bank.send(...READ, { proof }), 'DPOP_PROOF_REPLAYED');
  });

  it('signed anew with the same jti serves once', async () => {
    const claims = { jti: 'the-same-jti-again' };
    expect((await bank.send(...READ, { proof: await goodProof({ claims }) })).status).toBe(200);
    await expectProblem(
      await bank.send(...READ, { proof: await goodProof({ claims }) }),
      'DPOP_PROOF_REPLAYED',
    );
  });

  it('sent 32 times at once serves exactly once', async () => {
    const proof = await goodProof();
    const responses = await Promise.all(Array.from({ length: 32 }, () => bank.send(...READ, { proof })));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const response of responses.filter(({ status }) => status !== 200))
      await expectProblem(response, 'DPOP_PROOF_REPLAYED');
  });

  it('is remembered by a hash: neither key nor jti is kept', async () => {
    const jti = 'a-jti-that-nobody-else-has';
    await bank.send(...READ, { proof: await goodProof({ claims: { jti } }) });
    const kept = JSON.stringify(
      await rows(platform, `SELECT scope, encode(hash, 'escape') AS hash FROM replay_guard`),
    );
    expect(kept).not.toContain(jti);
    expect(kept).not.toContain(await calculateJwkThumbprint(bank.publicJwk));
  });

  it('that cannot be verified is not counted as used', async () => {
    const jti = 'first-wrong-then-right';
    await bank.send(...READ, {
      proof: await new SignJWT({ jti })
        .setProtectedHeader({ alg: 'ES256' })
        .sign((await generateKeyPair('ES256')).privateKey),
    });
    expect((await bank.send(...READ, { proof: await goodProof({ claims: { jti } }) })).status).toBe(200);
  });
});
