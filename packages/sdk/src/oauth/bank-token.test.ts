import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackPlatform, loopbackPlatform } from '../../test/loopback-platform.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
  platform.on('GET /api/v1/catalogue/templates', { body: { items: [] } });
});
afterEach(() => platform.close());

const TOKEN = '/oidc/token';
const form = () => new URLSearchParams(platform.calls(TOKEN)[0]?.body);

describe('the bank’s own token', () => {
  it('is asked for with private_key_jwt, resource and scopes (RFC 6749 §4.4, 7523, 8707)', async () => {
    await platform.client({ scopes: ['catalogue:read'] }).catalogue.templates();
    expect(form().get('grant_type')).toBe('client_credentials');
    expect(form().get('scope')).toBe('catalogue:read');
    expect(form().get('resource')).toBe(`${platform.baseUrl}/api`);
    expect(decodeJwt(form().get('client_assertion') ?? '')).toMatchObject({
      aud: `${platform.baseUrl}/oidc`,
    });
  });

  it('asks for everything a bank may do unless told otherwise', async () => {
    await platform.client().catalogue.templates();
    expect(form().get('scope')?.split(' ')).toEqual([
      'consents:read',
      'consents:write',
      'data:read',
      'decisions:read',
      'decisions:write',
      'policies:read',
      'policies:write',
      'audit:read',
      'catalogue:read',
      'events:read',
    ]);
  });

  it('is asked for once, however many calls wait for it', async () => {
    const { catalogue } = platform.client();
    await Promise.all(Array.from({ length: 20 }, () => catalogue.templates()));
    expect(platform.calls(TOKEN)).toHaveLength(1);
  });

  it('serves until 30 seconds before its end', async () => {
    let now = new Date('2026-11-21T08:00:00.000Z');
    const { catalogue } = platform.client({ now: () => now });
    await catalogue.templates();
    now = new Date('2026-11-21T08:04:29.999Z');
    await catalogue.templates();
    expect(platform.calls(TOKEN)).toHaveLength(1);
    now = new Date('2026-11-21T08:04:30.000Z');
    await catalogue.templates();
    expect(platform.calls(TOKEN)).toHaveLength(2);
  });

  it('is refused unless it is DPoP-bound (RFC 9449 §5)', async () => {
    platform.on(`POST ${TOKEN}`, { body: { access_token: 'x', token_type: 'Bearer', expires_in: 300 } });
    await expect(platform.client().catalogue.templates()).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { fields: ['token_type'] },
    });
  });

  it('a client the server does not know is a matter of configuration', async () => {
    platform.on(`POST ${TOKEN}`, { status: 401, body: { error: 'invalid_client' } });
    await expect(platform.client().catalogue.templates()).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { oauthError: 'invalid_client', setting: 'applicationId, key' },
    });
  });

  it('a server that falters is asked again', async () => {
    let calls = 0;
    platform.on(`POST ${TOKEN}`, () =>
      ++calls === 1
        ? { status: 503, body: 'starting' }
        : { body: { access_token: 'late', token_type: 'DPoP', expires_in: 300 } },
    );
    await platform.client().catalogue.templates();
    expect(platform.calls('/api/v1/catalogue/templates')[0]?.headers.authorization).toBe('DPoP late');
  });

  it('a metadata document of another issuer is refused (RFC 8414 §3.3)', async () => {
    platform.on('GET /oidc/.well-known/openid-configuration', { body: { issuer: 'https://elsewhere.test' } });
    await expect(platform.client().catalogue.templates()).rejects.toHaveProperty(
      'code',
      'RESPONSE_UNEXPECTED',
    );
  });
});
