import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownerAnswers, pushRequest, redeem } from '../standards/support/code-flow.ts';
import { type StandardClient, standardClient } from '../standards/support/standard-client.ts';
import { forgetRefusals } from '../support/forget-refusals.ts';
import { type Platform, startPlatform } from '../support/platform.ts';

const ELSEWHERE = 'https://evil.example/oidc';

describe('an answer that names another issuer (RFC 9207 §2.4)', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterEach(() => forgetRefusals(platform));
  afterAll(() => platform.close());

  /** The code must not have been sent anywhere. */
  const expectKept = (client: StandardClient) =>
    expect(client.wire.filter(({ path }) => path.endsWith('/token'))).toEqual([]);

  it.each<[string, (callback: URL) => void]>([
    ['another issuer', ({ searchParams }) => searchParams.set('iss', ELSEWHERE)],
    ['our issuer with a slash more', ({ searchParams }) => searchParams.append('iss', `${ELSEWHERE}/`)],
    ['no issuer', ({ searchParams }) => searchParams.delete('iss')],
  ])('%s: the code is not sent to anybody', async (_what, change) => {
    const client = await standardClient(platform);
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent);
    expect(callback.searchParams.get('iss')).toBe(`${platform.url}/oidc`);
    change(callback);
    await expect(redeem(client, callback, sent)).rejects.toThrow();
    expectKept(client);
  });

  it.each(['agree', 'refuse'])('every answer names ours, also the one to “%s”', async (decision) => {
    const client = await standardClient(platform);
    const callback = await ownerAnswers(platform, await pushRequest(client), decision);
    expect(callback.searchParams.getAll('iss')).toEqual([`${platform.url}/oidc`]);
  });

  it.each<[string, (claims: object) => object]>([
    ['of another issuer', (claims) => ({ ...claims, iss: ELSEWHERE })],
    ['for another bank', (claims) => ({ ...claims, aud: 'app_00000000-0000-7000-8000-000000000099' })],
    ['that says the same but was signed by a stranger', (claims) => claims],
  ])('a signed answer (JARM §2.4) %s: the code is not sent to anybody', async (_what, change) => {
    const client = await standardClient(platform, { responseMode: 'jwt' });
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent);
    const claims = decodeJwt(callback.searchParams.get('response') ?? '');
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await new SignJWT({ ...change(claims) })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    callback.searchParams.set('response', forged);
    await expect(redeem(client, callback, sent)).rejects.toThrow();
    expectKept(client);
  });

  it('an answer without a signature where a signed one was asked for is not taken (JARM §2.4)', async () => {
    const client = await standardClient(platform, { responseMode: 'jwt' });
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent);
    const { code, state, iss } = decodeJwt(callback.searchParams.get('response') ?? '') as Record<
      string,
      string
    >;
    const plain = new URL(client.redirectUri);
    plain.search = new URLSearchParams({ code: code ?? '', state: state ?? '', iss: iss ?? '' }).toString();
    await expect(redeem(client, plain, sent)).rejects.toThrow();
    expectKept(client);
  });
});
