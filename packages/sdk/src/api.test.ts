import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decision, IDS, pendingConsent } from '../test/builders.ts';
import {
  type LoopbackPlatform,
  loopbackPlatform,
  problem,
  type Received,
  type Reply,
} from '../test/loopback-platform.ts';
import { receipt } from '../test/test-log.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

const GET = `/api/v1/consents/${IDS.consent}`;
const REVOKE = `${GET}/revoke`;
const revoked = pendingConsent({ status: 'REVOKED' });

/** Answers with one reply after the other; the last one stays. */
const inTurn = (...replies: Reply[]) => {
  let turn = 0;
  return () => replies[Math.min(turn++, replies.length - 1)] as Reply;
};
const keysOf = (calls: readonly Received[]) => calls.map(({ headers }) => headers['idempotency-key']);

describe('requests', () => {
  it('puts the id into the path and sends the DPoP-bound token (RFC 9449 §7.1)', async () => {
    platform.on(`GET ${GET}`, { body: pendingConsent() });
    await platform.client().consents.get(IDS.consent);
    const [call] = platform.calls(GET);
    expect(call?.headers.authorization).toBe('DPoP token-1');
    expect(decodeJwt(String(call?.headers.dpop))).toMatchObject({ htm: 'GET', htu: platform.baseUrl + GET });
  });

  it('puts other input of a read into the query, defaults included', async () => {
    platform.on('GET /api/v1/consents', { body: { items: [], nextCursor: null } });
    await platform.client().consents.list({ status: 'ACTIVE' });
    expect(Object.fromEntries(platform.calls('/api/v1/consents')[0]?.query ?? [])).toEqual({
      status: 'ACTIVE',
      limit: '20',
    });
  });

  it('puts other input of a write into the body, without what stands in the path', async () => {
    platform.on(`POST ${REVOKE}`, { body: revoked });
    await platform.client().consents.revoke(IDS.consent, { reason: 'LOAN_CLOSED' });
    expect(JSON.parse(platform.calls(REVOKE)[0]?.body ?? '')).toEqual({ reason: 'LOAN_CLOSED' });
  });

  it('refuses input outside the contract before it is sent', async () => {
    const call = platform.client().consents.list({ limit: 101 });
    await expect(call).rejects.toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'limit' }] });
    expect(platform.calls('/api/v1/consents')).toEqual([]);
  });

  it('reports an answer outside the contract with its cause and request id', async () => {
    platform.on(`GET ${GET}`, {
      headers: { 'x-request-id': 'req-1' },
      body: pendingConsent({ status: 'NEW' }),
    });
    const call = platform.client().consents.get(IDS.consent);
    await expect(call).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      requestId: 'req-1',
      cause: { issues: [{ path: ['status'] }] },
    });
  });

  it('reports the platform’s refusal with the request id of the header', async () => {
    platform.on(`GET ${GET}`, problem(404, 'CONSENT_NOT_FOUND'));
    await expect(platform.client().consents.get(IDS.consent)).rejects.toMatchObject({
      code: 'CONSENT_NOT_FOUND',
      requestId: 'req-header',
    });
  });

  it('follows no redirect: the token was not meant for another address', async () => {
    platform.on(`GET ${GET}`, { status: 307, headers: { location: '/elsewhere' } });
    await expect(platform.client().consents.get(IDS.consent)).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { status: 307 },
    });
    expect(platform.calls('/elsewhere')).toEqual([]);
  });
});

describe('Idempotency-Key', () => {
  it('stays the same over the retries of one call', async () => {
    platform.on(`POST ${REVOKE}`, inTurn(problem(503, 'DATABASE_UNAVAILABLE'), { body: revoked }));
    await platform.client().consents.revoke(IDS.consent);
    const [first, second] = keysOf(platform.calls(REVOKE));
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toBe(first);
  });

  it('is new for each call', async () => {
    platform.on(`POST ${REVOKE}`, { body: revoked });
    const { consents } = platform.client();
    await consents.revoke(IDS.consent);
    await consents.revoke(IDS.consent);
    expect(new Set(keysOf(platform.calls(REVOKE))).size).toBe(2);
  });

  it('is the caller’s where she names the business act', async () => {
    platform.on('POST /api/v1/decisions', async () => ({
      status: 201,
      body: { decision: decision(), receipt: await platform.sign('xinqiao-receipt+jwt', receipt()) },
    }));
    await platform
      .client()
      .decisions.create({ consentId: IDS.consent }, { idempotencyKey: 'loan-2026-00017' });
    expect(keysOf(platform.calls('/api/v1/decisions'))).toEqual(['loan-2026-00017']);
  });

  it.each(['short', 'with space in it', '授信二〇二六一一二一', 'x'.repeat(129)])(
    'is refused when it is %j',
    async (idempotencyKey) => {
      const call = platform.client().consents.revoke(IDS.consent, {}, { idempotencyKey });
      await expect(call).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        errors: [{ path: 'idempotencyKey' }],
      });
      expect(platform.calls(REVOKE)).toEqual([]);
    },
  );
});

describe('retries', () => {
  it.each([
    ['503', problem(503, 'DATABASE_UNAVAILABLE')],
    ['429 with Retry-After', problem(429, 'RATE_LIMITED', {})],
    ['a gateway’s 502', { status: 502, body: 'bad gateway' }],
    ['a broken connection', { raw: (response) => response.destroy() }],
    [
      'an answer that breaks off',
      {
        raw: (response) => {
          response.writeHead(200, { 'content-length': '1000' });
          response.write('{');
          setImmediate(() => response.destroy());
        },
      },
    ],
  ] as [string, Reply][])('another attempt follows %s', async (_, failure) => {
    platform.on(`GET ${GET}`, inTurn(failure, { body: pendingConsent() }));
    expect(await platform.client().consents.get(IDS.consent)).toHaveProperty('status', 'PENDING');
    expect(platform.calls(GET)).toHaveLength(2);
  });

  it('end after maxRetries with the last error', async () => {
    platform.on(`GET ${GET}`, problem(503, 'DATABASE_UNAVAILABLE'));
    const call = platform.client({ maxRetries: 1 }).consents.get(IDS.consent);
    await expect(call).rejects.toHaveProperty('code', 'DATABASE_UNAVAILABLE');
    expect(platform.calls(GET)).toHaveLength(2);
  });

  it('do not follow a refusal', async () => {
    platform.on(`POST ${REVOKE}`, problem(409, 'CONSENT_TRANSITION_ILLEGAL'));
    await expect(platform.client().consents.revoke(IDS.consent)).rejects.toHaveProperty(
      'code',
      'CONSENT_TRANSITION_ILLEGAL',
    );
    expect(platform.calls(REVOKE)).toHaveLength(1);
  });
});

describe('deadlines', () => {
  const silent: Reply = { raw: () => undefined };

  it('an attempt without an answer in timeoutMs is SERVER_UNREACHABLE', async () => {
    platform.on(`GET ${GET}`, silent);
    const call = platform.client({ maxRetries: 0 }).consents.get(IDS.consent, { timeoutMs: 50 });
    await expect(call).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE', cause: { name: 'TimeoutError' } });
  });

  it('an answer whose body does not end in timeoutMs is SERVER_UNREACHABLE', async () => {
    platform.on(`GET ${GET}`, { raw: (response) => void response.writeHead(200).write('{') });
    const call = platform.client({ maxRetries: 0 }).consents.get(IDS.consent, { timeoutMs: 50 });
    await expect(call).rejects.toHaveProperty('code', 'SERVER_UNREACHABLE');
  });

  it('a caller’s abort rejects with her own reason, not with ours', async () => {
    const controller = new AbortController();
    platform.on(`GET ${GET}`, { raw: () => controller.abort(new Error('customer left')) });
    const call = platform.client({ maxRetries: 0 }).consents.get(IDS.consent, { signal: controller.signal });
    await expect(call).rejects.toThrow('customer left');
  });

  it('a platform that is not there is SERVER_UNREACHABLE', async () => {
    const gone = await loopbackPlatform();
    await gone.close();
    await expect(gone.client().consents.get(IDS.consent)).rejects.toHaveProperty(
      'code',
      'SERVER_UNREACHABLE',
    );
  });

  it('a platform that comes back is reached again by the same client', async () => {
    platform.on(
      'GET /.well-known/xinqiao.json',
      inTurn(problem(500, 'INTERNAL'), { body: platform.metadata }),
    );
    platform.on(`GET ${GET}`, { body: pendingConsent() });
    const { consents } = platform.client();
    await expect(consents.get(IDS.consent)).rejects.toHaveProperty('code', 'INTERNAL');
    expect(await consents.get(IDS.consent)).toHaveProperty('consentId', IDS.consent);
  });
});

describe('DPoP nonce · RFC 9449 §9', () => {
  const challenge: Reply = {
    ...problem(401, 'DPOP_NONCE_REQUIRED'),
    headers: {
      'content-type': 'application/problem+json',
      'www-authenticate': 'DPoP error="use_dpop_nonce", algs="ES256"',
      'dpop-nonce': 'nonce-2',
    },
  };
  const nonceOf = (call: Received | undefined) => decodeJwt(String(call?.headers.dpop)).nonce;

  it('a request that lacks it is repeated once, with the nonce and a proof of its own', async () => {
    platform.on(`POST ${REVOKE}`, inTurn(challenge, { body: revoked }));
    await platform.client({ maxRetries: 0 }).consents.revoke(IDS.consent);
    const [first, second] = platform.calls(REVOKE);
    expect([nonceOf(first), nonceOf(second)]).toEqual([undefined, 'nonce-2']);
    expect(second?.headers.dpop).not.toBe(first?.headers.dpop);
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  });

  it('the nonce is remembered for the next request', async () => {
    platform.on(`GET ${GET}`, inTurn(challenge, { body: pendingConsent() }));
    const { consents } = platform.client();
    await consents.get(IDS.consent);
    await consents.get(IDS.consent);
    expect(nonceOf(platform.calls(GET)[2])).toBe('nonce-2');
  });

  it('a server that is never content is asked twice, not for ever', async () => {
    platform.on(`GET ${GET}`, challenge);
    await expect(platform.client().consents.get(IDS.consent)).rejects.toHaveProperty(
      'code',
      'DPOP_NONCE_REQUIRED',
    );
    expect(platform.calls(GET)).toHaveLength(2);
  });
});

describe('a token that died early', () => {
  it.each(['TOKEN_EXPIRED', 'TOKEN_INVALID'])('%s is answered with a fresh token, once', async (code) => {
    platform.on(`GET ${GET}`, ({ headers }) =>
      headers.authorization === 'DPoP token-1' ? problem(401, code) : { body: pendingConsent() },
    );
    await platform.client().consents.get(IDS.consent);
    expect(platform.calls(GET).map(({ headers }) => headers.authorization)).toEqual([
      'DPoP token-1',
      'DPoP token-2',
    ]);
  });

  it('a fresh token that is refused too ends the call', async () => {
    platform.on(`GET ${GET}`, problem(401, 'TOKEN_INVALID'));
    await expect(platform.client().consents.get(IDS.consent)).rejects.toHaveProperty('code', 'TOKEN_INVALID');
    expect(platform.calls(GET)).toHaveLength(2);
  });
});
