import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { RawClient } from '../support/raw-client.ts';

const FIVE_MINUTES = 300;

describe('a bank whose clock is wrong', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const now = () => Math.floor(Date.now() / 1000);
  const form = () => ({
    grant_type: 'client_credentials',
    scope: 'consents:read',
    resource: `${platform.url}/api`,
  });
  /** Asks with an assertion as a clock that is off would sign it, good for a minute. */
  const askAt = async (seconds: number, fact: Record<string, number> = {}) => {
    const at = now() + seconds;
    const client_assertion = await bank.assertion({ iat: at, nbf: at, exp: at + 60, ...fact });
    return bank.post('/token', { ...form(), client_assertion });
  };

  it.each([-30, 0, 10, 50])('by %d seconds is let in (FAPI 2.0 §5.3.2.1 no. 13)', async (seconds) => {
    expect((await askAt(seconds, { nbf: now() })).status).toBe(200);
  });

  it.each([-FIVE_MINUTES, FIVE_MINUTES])('by %d seconds is not', async (seconds) => {
    const response = await askAt(seconds);
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({ error: 'invalid_client' }),
    ]);
  });

  it.each(['iat', 'nbf'])('five minutes ahead in %s alone is not let in either', async (name) => {
    const response = await askAt(0, { [name]: now() + FIVE_MINUTES, exp: now() + 2 * FIVE_MINUTES });
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
  });

  it.each([-FIVE_MINUTES, 0, FIVE_MINUTES])(
    'by %d seconds: a proof without our nonce gets none, whatever its time, and hears which to use (RFC 9449 §8)',
    async (seconds) => {
      const claims = { iat: now() + seconds };
      const response = await bank.post(
        '/token',
        form(),
        await bank.proof('POST', `${platform.url}/oidc/token`, { claims }),
      );
      expect(await response.json()).toMatchObject({ error: 'use_dpop_nonce' });
      expect(response.headers.get('dpop-nonce')).toBeTruthy();
    },
  );

  it.each([-FIVE_MINUTES, FIVE_MINUTES])(
    'by %d seconds gets one with our nonce in the proof: the nonce tells the time (RFC 9449 §11.1)',
    async (seconds) => {
      const url = `${platform.url}/oidc/token`;
      const first = await bank.post('/token', form(), await bank.proof('POST', url));
      const claims = { iat: now() + seconds, nonce: first.headers.get('dpop-nonce') ?? '' };
      const response = await bank.post('/token', form(), await bank.proof('POST', url, { claims }));
      expect(response.status).toBe(200);
    },
  );

  it.each([-FIVE_MINUTES, FIVE_MINUTES])(
    'by %d seconds reads no data: at the API a proof must be of this minute as well',
    async (seconds) => {
      const claims = { iat: now() + seconds };
      const response = await bank.send('GET', '/v1/consents', { proofFacts: { claims } });
      expect([response.status, await response.json()]).toEqual([
        401,
        expect.objectContaining({ code: 'DPOP_PROOF_INVALID' }),
      ]);
    },
  );
});
