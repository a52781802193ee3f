import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { pkce, pushedForm } from './support/pushed-request.ts';
import { RawClient } from './support/raw-client.ts';
import { rows } from './support/rows.ts';

/** How many of the answers carry a token; none is a failure of the server. */
async function tokensOf(responses: readonly Response[]): Promise<number> {
  expect(responses.filter(({ status }) => status >= 500)).toEqual([]);
  const bodies = await Promise.all(responses.map((response) => response.json()));
  return bodies.filter((body) => typeof (body as { access_token?: string }).access_token === 'string').length;
}

describe('what may be used once gives one token', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const times = <T>(count: number, act: () => Promise<T>) => Promise.all(Array.from({ length: count }, act));
  const ownToken = (fact: Record<string, string> = {}, proof?: string) =>
    bank.post(
      '/token',
      { grant_type: 'client_credentials', scope: 'consents:read', resource: `${platform.url}/api`, ...fact },
      proof,
    );
  /** A code an owner’s answer led to, and what redeems it. */
  const newCode = async (): Promise<Record<string, string>> => {
    const { verifier, challenge } = pkce();
    const pushed = await bank.post('/request', pushedForm(bank, { code_challenge: challenge }));
    const { request_uri } = (await pushed.json()) as { request_uri: string };
    const query = new URLSearchParams({ client_id: bank.applicationId, request_uri });
    const link = `${platform.url}/oidc/auth?${query}`;
    const callback = new URL(await platform.owner().answer(link, ownerPersona().id, 'agree'));
    return {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: bank.redirectUri,
      code_verifier: verifier,
      resource: `${platform.url}/api`,
    };
  };
  const redeem = (form: Record<string, string>) => bank.post('/token', form);

  it('a client assertion, twice (RFC 7523 §3)', async () => {
    const client_assertion = await bank.assertion();
    expect(await tokensOf([await ownToken({ client_assertion }), await ownToken({ client_assertion })])).toBe(
      1,
    );
  });

  it('a client assertion, 16 times at once', async () => {
    const client_assertion = await bank.assertion();
    expect(await tokensOf(await times(16, () => ownToken({ client_assertion })))).toBe(1);
  });

  it('a DPoP proof, twice (RFC 9449 §11.1)', async () => {
    const proof = await bank.issuerProof('/token');
    expect(await tokensOf([await ownToken({}, proof), await ownToken({}, proof)])).toBe(1);
  });

  it('a DPoP proof, 16 times at once', async () => {
    const proof = await bank.issuerProof('/token');
    expect(await tokensOf(await times(16, () => ownToken({}, proof)))).toBe(1);
  });

  it('an authorization code, twice (RFC 6749 §4.1.2)', async () => {
    const form = await newCode();
    const [first, second] = [await redeem(form), await redeem(form)];
    expect(await second.clone().json()).toMatchObject({ error: 'invalid_grant' });
    expect(await tokensOf([first, second])).toBe(1);
  });

  it('an authorization code, 8 times at once: no more than one', async () => {
    const form = await newCode();
    expect(await tokensOf(await times(8, () => redeem(form)))).toBeLessThanOrEqual(1);
  });

  it.each<[string, Record<string, string>]>([
    ['another verifier (RFC 7636 §4.6)', { code_verifier: pkce().verifier }],
    ['no verifier', { code_verifier: '' }],
    ['another redirect URI', { redirect_uri: 'https://bank.example/callback' }],
    ['a part of the code', { code: 'x' }],
  ])('an authorization code with %s: none', async (_what, fact) => {
    expect(await tokensOf([await redeem({ ...(await newCode()), ...fact })])).toBe(0);
  });

  it('an authorization code in the hands of another bank: none', async () => {
    const thief = await RawClient.of(platform, 'other-bank');
    await thief.newToken();
    expect(await tokensOf([await thief.post('/token', await newCode())])).toBe(0);
  });

  it('a token of the code flow opens no operation: the bank reads under its own', async () => {
    const answer = (await (await redeem(await newCode())).json()) as { access_token: string; scope: string };
    expect(answer.scope).not.toMatch(/:/);
    const response = await bank.send('GET', '/v1/consents', { token: answer.access_token });
    expect(response.status).toBe(403);
  });

  it('what was used is kept until it is over, and not longer', async () => {
    await ownToken();
    const kept = await rows<{ expires_at: Date | null }>(
      platform,
      `SELECT expires_at FROM oidc_payload WHERE model = 'ReplayDetection'`,
    );
    expect(kept.length).toBeGreaterThan(0);
    for (const { expires_at } of kept) expect(expires_at).toBeInstanceOf(Date);
  });
});
