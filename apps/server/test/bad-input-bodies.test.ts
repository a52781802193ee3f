import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreedConsent, type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient, type RawRequest } from './support/raw-client.ts';
import { written } from './support/rows.ts';

const OTHER = 'cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';

describe('what a request may look like', () => {
  let platform: Platform;
  let bank: RawClient;
  let operator: RawClient;
  let consentId: string;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    operator = await RawClient.of(platform, 'operator');
    ({ consentId } = await agreedConsent(platform));
  });
  afterAll(() => platform.close());

  const post = (request: RawRequest) => bank.send('POST', `/v1/consents/${consentId}/packages`, request);
  const as = (type: string, body = '{}'): RawRequest => ({ body, headers: { 'content-type': type } });
  /** Expects a refusal after which the database holds what it held. */
  const expectRefused = async (ask: () => Promise<Response>, code: Parameters<typeof expectProblem>[1]) => {
    const before = await written(platform);
    const problem = await expectProblem(await ask(), code);
    expect(await written(platform)).toEqual(before);
    return problem;
  };

  it.each<[string, RawRequest]>([
    ['null', { body: 'null' }],
    ['a number', { body: '42' }],
    ['true', { body: 'true' }],
    ['a text', { body: '"items"' }],
    ['a list', { body: '[]' }],
    ['a list of objects', { body: '[{}]' }],
    ['a field nobody knows', { body: { surprise: 1 } }],
    ['the id of the path once more', { body: { consentId: OTHER } }],
    ['items as a text', { body: { items: 'tax.arrears' } }],
    ['no items', { body: { items: [] } }],
    ['an item nobody has', { body: { items: ['tax.secrets'] } }],
    ['NUL in an item', { body: { items: ['tax.arrears\0'] } }],
    ['21 items', { body: { items: Array(21).fill('tax.arrears') } }],
    ['two levels too many', { body: { items: [['tax.arrears']] } }],
  ])('a body of %s is refused, field by field', async (_what, request) => {
    const problem = await expectRefused(() => post(request), 'VALIDATION_FAILED');
    expect(problem.errors).not.toHaveLength(0);
  });

  it.each<[string, RawRequest]>([
    ['nothing', { body: '' }],
    ['half an object', { body: '{"items":' }],
    ['two objects', { body: '{}{}' }],
    ['single quotes', { body: "{'items':1}" }],
    ['bytes that are no UTF-8', { body: new Uint8Array([0xff, 0xfe, 0x00]) }],
    ['__proto__', { body: '{"__proto__":{"admin":true}}' }],
    ['constructor.prototype', { body: '{"constructor":{"prototype":{"admin":true}}}' }],
  ])('a body of %s is unreadable', async (_what, request) => {
    await expectRefused(() => post(request), 'BODY_UNREADABLE');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'text/json',
    '',
  ])('content type “%s” is not supported', async (type) => {
    await expectRefused(() => post(as(type)), 'MEDIA_TYPE_UNSUPPORTED');
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON'])(
    'content type “%s” is',
    async (type) => {
      expect((await post(as(type))).status).toBe(201);
    },
  );

  it.each([70_000, 10_000_000])('a body of %i bytes is too large', async (size) => {
    await expectRefused(() => post({ body: { items: ['x'.repeat(size)] } }), 'BODY_TOO_LARGE');
  });

  it.each([
    '/v1/consents?limit=0',
    '/v1/consents?limit=101',
    '/v1/consents?limit=1.5',
    '/v1/consents?limit=',
    '/v1/consents?limit=1&limit=2',
    '/v1/consents?surprise=1',
    '/v1/consents?__proto__=1',
    '/v1/consents?cursor=%00',
    '/v1/consents?status=LOST',
    '/v1/consents/',
    '/v1/consents/cns_1',
    `/v1/consents/${OTHER.toUpperCase()}`,
    `/v1/consents/${OTHER}%00`,
    "/v1/consents/' OR 1=1 --",
    '/v1/audit/entries/ent_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77/proof?earlierSize=-1',
    '/v1/audit/entries/ent_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77/proof?earlierSize=1e9999',
  ])('GET %s is refused', async (path) => {
    await expectRefused(() => bank.send('GET', path), 'VALIDATION_FAILED');
  });

  it.each([
    ['NUL', 'a\0b'],
    ['half a surrogate pair', '\ud83d'],
  ])('text with %s is refused where it would be stored', async (_what, name) => {
    const body = {
      ...{ type: 'ENTERPRISE', name, sourceId: 'city' },
      identifier: { scheme: 'uscc', value: '91341602MA2MQ1XX59' },
      representative: { identityId: 'somebody', name: '某某' },
    };
    const problem = await expectRefused(
      () => operator.send('POST', '/v1/subjects', { body }),
      'VALIDATION_FAILED',
    );
    expect(problem.errors?.map(({ path }) => path)).toEqual(['name']);
  });

  it.each([
    ['GET', '/v1/nothing'],
    ['GET', '/v2/consents'],
    ['GET', '/V1/consents'],
    ['GET', '/v1//consents'],
    ['GET', '/v1/consents/%zz'],
    ['DELETE', `/v1/consents/${OTHER}`],
    ['PUT', `/v1/consents/${OTHER}`],
    ['PATCH', `/v1/consents/${OTHER}`],
    ['GET', `/v1/consents/${OTHER}/packages`],
    ['POST', '/v1/consents'],
  ])('%s %s is no operation', async (method, path) => {
    await expectRefused(() => bank.send(method, path), 'ROUTE_NOT_FOUND');
  });

  it('a policy nobody knows is refused, and its name is not repeated', async () => {
    const body = { consentId, policyId: '91341602MA2MQ1XX59' };
    await expectProblem(await bank.send('POST', '/v1/decisions', { body }), 'POLICY_UNKNOWN');
  });

  it('says the same in the language asked for', async () => {
    const detail = async (language: string) =>
      (
        await expectProblem(
          await fetch(`${platform.url}/api/nothing`, { headers: { 'accept-language': language } }),
          'ROUTE_NOT_FOUND',
        )
      ).detail;
    expect([await detail('en-GB,en;q=0.9'), await detail('fr, zh;q=0.5'), await detail('fr')]).toEqual([
      expect.stringContaining('There is no such operation'),
      ...Array(2).fill(expect.stringContaining('没有这个接口')),
    ]);
  });

  it('answers with data or tokens are kept by no cache on the way', async () => {
    expect((await bank.send('GET', '/v1/consents')).headers.get('cache-control')).toBe('no-store');
    expect((await post({ body: {} })).headers.get('cache-control')).toBe('no-store');
  });
});
