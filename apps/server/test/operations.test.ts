import { agencyOpenApiDocument } from '@xinqiao/agency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../src/http/openapi.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';

describe('what an operator’s tools read', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank });
    await bank.data.fetch(consentId);
    await platform.owner().signIn(ownerPersona().id);
    await fetch(`${platform.url}/api/v1/consents/${consentId}`);
    await fetch(`${platform.url}/api/v1/nothing/${consentId}`);
    await fetch(`${platform.url}/interaction/${consentId}`);
  });
  afterAll(() => platform.close());

  const metrics = async () => (await fetch(`${platform.url}/metrics`)).text();

  it('/healthz says that the process answers, /readyz that it reaches its database', async () => {
    expect(await (await fetch(`${platform.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${platform.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('/openapi.json is the description of the contract, for anybody on any site', async () => {
    const response = await fetch(`${platform.url}/openapi.json`, {
      headers: { origin: 'https://tools.example' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it('/agency-openapi.json is the contract of an agency’s service', async () => {
    const response = await fetch(`${platform.url}/agency-openapi.json`);
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(agencyOpenApiDocument())));
  });

  it('/metrics counts requests by method, route and status', async () => {
    const text = await metrics();
    expect(text).toMatch(
      /xinqiao_http_request_duration_seconds_count\{method="POST",route="\/api\/v1\/consents\/:consentId\/packages",status="201"\} \d+/,
    );
    expect(text).toMatch(
      /xinqiao_refusals_total\{route="\/api\/v1\/consents\/:consentId",status="401"\} \d+/,
    );
    expect(text).toMatch(/process_cpu_user_seconds_total/);
  });

  it('/metrics counts what the authorization server answers too', async () => {
    expect(await metrics()).toMatch(/route="\/oidc\/\*",status="2\d\d"/);
  });

  it('no label holds an id, a code or a name', async () => {
    const text = await metrics();
    expect(text).not.toMatch(/\b(cns|sub|ptc|app|dec|pkg|ent|req)_[0-9a-f]{8}/);
    expect(text).not.toContain(ownerPersona().enterprise.uscc);
    expect(text).not.toMatch(/persona-|urn:ietf|eyJ/);
  });

  it('addresses nobody serves are one label, however many are tried', async () => {
    const before = (await metrics()).split('\n').length;
    for (let number = 0; number < 20; number++) await fetch(`${platform.url}/probe-${number}`);
    expect((await metrics()).split('\n').length - before).toBeLessThanOrEqual(20);
    expect(await metrics()).not.toContain('probe-');
  });
});

describe('too many requests (per address and node)', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform({ XINQIAO_REQUESTS_PER_MINUTE: '20' });
  });
  afterAll(() => platform.close());

  it.each(['/api/v1/consents', '/oidc/token', '/sign-in', '/metrics'])(
    'to %s are refused, and told for how long',
    async (path) => {
      const statuses: number[] = [];
      let last = await fetch(platform.url + path);
      for (let count = 0; count < 25; count++) {
        last = await fetch(platform.url + path);
        statuses.push(last.status);
      }
      expect(statuses).toContain(429);
      expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
      if (!path.startsWith('/sign-in')) await expectProblem(last, 'RATE_LIMITED');
    },
  );

  it('an address nobody serves is counted as well', async () => {
    for (let count = 0; count < 25; count++) await fetch(`${platform.url}/nothing`);
    expect((await fetch(`${platform.url}/nothing`)).status).toBe(429);
  });
});

describe('a request id', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
  });
  afterAll(() => platform.close());

  it('is in every answer and is ours, whatever the caller sends', async () => {
    const mine = 'req_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
    for (const path of ['/healthz', '/api/v1/consents', '/oidc/jwks', '/my', '/nothing', '/%zz']) {
      const response = await fetch(platform.url + path, {
        headers: { 'x-request-id': mine },
        redirect: 'manual',
      });
      expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f-]{36}$/);
      expect(response.headers.get('x-request-id')).not.toBe(mine);
    }
    const answer = await bank.send('GET', '/v1/consents', { headers: { 'x-request-id': mine } });
    expect(answer.headers.get('x-request-id')).not.toBe(mine);
  });
});
