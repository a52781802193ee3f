import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from './support/platform.ts';
import { RawClient } from './support/raw-client.ts';
import { setApplicationStatus } from './support/set-status.ts';

const UNKNOWN = 'app_00000000-0000-7000-8000-000000000099';

describe('the token endpoint refuses (FAPI 2.0 Security Profile §5.3.2, RFC 7523 §3)', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const form = () => ({
    grant_type: 'client_credentials',
    scope: 'consents:read',
    resource: `${platform.url}/api`,
  });
  const ask = (fact: Record<string, string> = {}, proof?: string) =>
    bank.post('/token', { ...form(), ...fact }, proof);
  const asserted = async (claims: Parameters<RawClient['assertion']>[0]) =>
    ask({ client_assertion: await bank.assertion(claims) });
  const expectRefused = async (response: Response, status: number, error: string) => {
    const text = await response.text();
    expect([response.status, (JSON.parse(text) as { error: string }).error], text).toEqual([status, error]);
    expect(text).not.toMatch(/eyJ|\b(app|ptc)_[0-9a-f]{8}/);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  };

  it.each<[string, () => Promise<Response>]>([
    ['that is over', () => asserted({ exp: 1 })],
    ['without an end', () => asserted({ exp: undefined as never })],
    ['without jti', () => asserted({ jti: undefined as never })],
    ['of another issuer', () => asserted({ iss: 'x' })],
    ['of an application nobody admitted', () => asserted({ iss: UNKNOWN, sub: UNKNOWN })],
    ['for the token endpoint instead of the issuer', () => asserted({ aud: `${platform.url}/oidc/token` })],
    ['for two audiences', () => asserted({ aud: [`${platform.url}/oidc`, 'https://evil.example'] })],
    ['left out', () => ask({ client_assertion: '' })],
    [
      'replaced by a password',
      () => ask({ client_assertion: '', client_assertion_type: '', client_secret: 'x' }),
    ],
  ])('an assertion %s', async (_what, request) => {
    const response = await request();
    const text = await response.clone().text();
    await expectRefused(
      response,
      text.includes('invalid_client') ? 401 : 400,
      /"error":"(\w+)"/.exec(text)?.[1] ?? '',
    );
    expect(text).toMatch(/"error":"invalid_(client|request)"/);
  });

  it('the assertion of another bank', async () => {
    const client_assertion = await (await RawClient.of(platform, 'other-bank')).assertion();
    await expectRefused(await ask({ client_assertion }), 400, 'invalid_request');
  });

  it('the assertion of another bank under that bank’s name, signed with our key', async () => {
    const { applicationId } = platform.credentials('other-bank');
    const client_assertion = await bank.assertion({ iss: applicationId, sub: applicationId });
    await expectRefused(await ask({ client_id: applicationId, client_assertion }), 401, 'invalid_client');
  });

  it('a stopped application', async () => {
    const other = await RawClient.of(platform, 'other-bank');
    await setApplicationStatus(platform, other.applicationId, 'SUSPENDED');
    await expectRefused(await other.post('/token', form()), 401, 'invalid_client');
  });

  it.each<[string, Record<string, string>, string]>([
    ['another API as resource (RFC 8707 §2)', { resource: 'https://other.example/api' }, 'invalid_target'],
    [
      'the password grant',
      { grant_type: 'password', username: 'x', password: 'x' },
      'unsupported_grant_type',
    ],
    ['an invented refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 'invalid_grant'],
    [
      'an invented code',
      {
        grant_type: 'authorization_code',
        code: 'x',
        code_verifier: 'x'.repeat(43),
        redirect_uri: 'http://127.0.0.1:4700/callback',
      },
      'invalid_grant',
    ],
  ])('%s', async (_what, fact, error) => {
    await expectRefused(await ask(fact), 400, error);
  });

  it('a request without DPoP: no bearer token is given out', async () => {
    const body = new URLSearchParams({ ...form(), ...(await bank.authentication()) });
    const response = await fetch(`${platform.url}/oidc/token`, { method: 'POST', body });
    await expectRefused(response, 400, 'invalid_grant');
  });

  it('a DPoP proof for another host, whatever the headers of a proxy claim (RFC 9449 §4.3)', async () => {
    const url = 'https://evil.example/oidc/token';
    const first = await ask({}, await bank.proof('POST', `${platform.url}/oidc/token`));
    const nonce = first.headers.get('dpop-nonce') ?? '';
    const response = await fetch(`${platform.url}/oidc/token`, {
      method: 'POST',
      headers: {
        dpop: await bank.proof('POST', url, { claims: { nonce } }),
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example;proto=https',
      },
      body: new URLSearchParams({ ...form(), ...(await bank.authentication()) }),
    });
    await expectRefused(response, 400, 'invalid_dpop_proof');
  });

  it('scopes the application was not admitted for', async () => {
    const response = await ask({ scope: 'consents:read supervision:read subjects:write sources:write' });
    expect(await response.json()).toMatchObject({
      scope: 'consents:read',
      token_type: 'DPoP',
      expires_in: 300,
    });
  });
});

describe('the metadata of the authorization server (RFC 8414)', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  it.each(['/oidc/.well-known/openid-configuration', '/.well-known/oauth-authorization-server/oidc'])(
    'names our own addresses at %s, whoever asks under whatever name',
    async (path) => {
      const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
      const metadata = (await (await fetch(platform.url + path, { headers })).json()) as Record<
        string,
        unknown
      >;
      expect(metadata).toMatchObject({
        issuer: `${platform.url}/oidc`,
        require_pushed_authorization_requests: true,
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
      });
      const addresses = Object.entries(metadata).filter(([name]) => /_(endpoint|uri)$/.test(name));
      for (const [, address] of addresses) expect(address).toContain(`${platform.url}/oidc/`);
      expect(addresses.length).toBeGreaterThanOrEqual(4);
    },
  );
});
