import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from '@trpc/client';
import { ERRORS, type ErrorCode, OPERATIONS, type OperationName } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppRouter } from '../src/http/trpc-router.ts';
import { appRouter } from '../src/http/trpc-router.ts';
import { agreedConsent, type Platform, startPlatform } from './support/platform.ts';
import { RawClient } from './support/raw-client.ts';

const NOBODY = 'cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
const NAMES = Object.keys(OPERATIONS) as OperationName[];

describe('tRPC: the same operations, the same answers', () => {
  let platform: Platform;
  let bank: RawClient;
  let consentId: string;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    ({ consentId } = await agreedConsent(platform));
  });
  afterAll(() => platform.close());

  /** fetch with token, proof and key, as a bank would wrap it. */
  const signed = async (url: URL | RequestInfo, init: RequestInit = {}) => {
    const { origin, pathname } = new URL(String(url));
    const proof = await bank.proof(init.method ?? 'GET', origin + pathname, {
      claims: await bank.goodClaims(),
    });
    const headers = new Headers(init.headers);
    headers.set('authorization', `DPoP ${await bank.token()}`);
    headers.set('dpop', proof);
    headers.set('idempotency-key', crypto.randomUUID());
    return fetch(url, { ...init, headers });
  };
  const client = (link = httpLink) =>
    createTRPCClient<AppRouter>({
      links: [
        link({ url: `${platform.url}/trpc`, fetch: (url, init) => signed(url as URL, init as RequestInit) }),
      ],
    });
  const codeOf = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof TRPCClientError)) return 'no error';
    const data = error.data as { code: ErrorCode; httpStatus: number; message: object };
    expect(data.message).toEqual(ERRORS[data.code].message);
    expect(JSON.stringify(error.shape)).not.toMatch(/\b(sub|ptc|app)_[0-9a-f]{8}|\bat \/|eyJ/);
    return data.code;
  };

  it('serves every operation of the contract', () => {
    const procedures = Object.keys((appRouter as { _def: { procedures: object } })._def.procedures);
    expect(procedures.sort()).toEqual([...NAMES].sort());
  });

  it('reads and writes as REST does', async () => {
    expect((await client().consents.get.query({ consentId })).status).toBe('ACTIVE');
    expect((await client().decisions.create.mutate({ consentId })).decision.outcome).toBe('APPROVED');
    expect((await client().data.fetch.mutate({ consentId })).packageId).toMatch(/^pkg_/);
  });

  it('several calls in one batch need one token and one proof', async () => {
    const { consents, catalogue } = client(httpBatchLink as typeof httpLink);
    const [list, items] = await Promise.all([consents.list.query({}), catalogue.listItems.query({})]);
    expect([list.items.length > 0, items.items.length > 0]).toEqual([true, true]);
  });

  it.each<[ErrorCode, string, object?]>([
    ['CONSENT_NOT_FOUND', `/v1/consents/${NOBODY}`],
    ['VALIDATION_FAILED', '/v1/consents/cns_1'],
    ['SCOPE_MISSING', '/v1/supervision/entries'],
  ])('%s on REST is %s here', async (code, path) => {
    const rest = (await (await bank.send('GET', path)).json()) as { code: ErrorCode };
    const { consents, supervision } = client();
    const call = {
      CONSENT_NOT_FOUND: () => consents.get.query({ consentId: NOBODY }),
      VALIDATION_FAILED: () => consents.get.query({ consentId: 'cns_1' }),
      SCOPE_MISSING: () => supervision.listEntries.query({}),
    }[code as 'SCOPE_MISSING'];
    expect([rest.code, await codeOf(call())]).toEqual([code, code]);
  });

  it('refusals of writes have the same codes too', async () => {
    expect(await codeOf(client().data.fetch.mutate({ consentId, items: ['invoice.lines'] }))).toBe(
      'CONSENT_ITEM_NOT_COVERED',
    );
    expect(await codeOf(client().decisions.create.mutate({ consentId, policyId: 'x' }))).toBe(
      'POLICY_UNKNOWN',
    );
  });

  it.each<[string, string, RequestInit, number, ErrorCode]>([
    ['a procedure nobody has', '/trpc/consents.steal', {}, 404, 'ROUTE_NOT_FOUND'],
    ['a write as GET', '/trpc/data.fetch', {}, 405, 'ROUTE_NOT_FOUND'],
    [
      'half a body',
      '/trpc/data.fetch',
      { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
      400,
      'BODY_UNREADABLE',
    ],
    ['half an input', '/trpc/consents.list?input=%7B', {}, 400, 'BODY_UNREADABLE'],
    [
      'a text as body',
      '/trpc/data.fetch',
      { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } },
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
  ])('%s is refused in our words', async (_what, path, init, status, code) => {
    const response = await signed(platform.url + path, init);
    const { error } = (await response.json()) as { error: { data: { code: ErrorCode } } };
    expect([response.status, error.data.code]).toEqual([status, code]);
  });
});
