import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

const LIMIT = 12;

describe('calls per participant and minute (draft-ietf-httpapi-ratelimit-headers-10)', () => {
  let platform: Platform;
  let bank: RawClient;
  let other: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    [bank, other] = [await RawClient.of(platform), await RawClient.of(platform, 'other-bank')];
    await Promise.all([bank.goodClaims(), other.goodClaims()]);
    await rows(platform, 'UPDATE participant SET calls_per_minute = $1', [LIMIT]);
  });
  let ahead = 0;
  beforeEach(async () => {
    await rows(platform, 'DELETE FROM rate_window');
    // No minute ends within a test: where a third of it is left, the next one is begun at once.
    const into = (Date.now() + ahead) % 60_000;
    if (into < 40_000) return;
    ahead += 60_000 - into;
    platform.advanceTokenClock(60_000 - into);
  });
  afterAll(() => platform.close());

  const call = (client = bank) => client.send('GET', '/v1/catalogue/items');
  /** Uses the minute up. */
  const useUp = async () => {
    for (let made = 0; made < LIMIT; made++) expect((await call()).status).toBe(200);
  };
  const metered = async () =>
    Number(
      (
        await rows<{ sum: string }>(platform, `SELECT sum(count) FROM usage_counter WHERE measure = 'CALLS'`)
      )[0]?.sum ?? 0,
    );

  it('an answer says what is allowed, what is left and when it begins anew', async () => {
    const { headers } = await call();
    expect(headers.get('ratelimit-policy')).toBe(`"participant";q=${LIMIT};w=60`);
    expect(headers.get('ratelimit')).toMatch(/^"participant";r=11;t=([1-9]|[1-5]\d|60)$/);
    expect(headers.get('retry-after')).toBeNull();
    expect((await call()).headers.get('ratelimit')).toContain('r=10;');
  });

  it('one call more is refused until the time of Retry-After, and is not metered', async () => {
    await useUp();
    const before = await metered();
    const response = await call();
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(response.headers.get('ratelimit')).toBe(`"participant";r=0;t=${seconds}`);
    const problem = await expectProblem(response, 'RATE_LIMITED');
    expect(problem.details).toEqual({ retryAfterSeconds: seconds });
    expect(await metered()).toBe(before);
  });

  it('a refused call uses its proof up, so that nobody can send it again', async () => {
    await useUp();
    const proof = await bank.proof('GET', `${bank.url}/api/v1/catalogue/items`, {
      claims: await bank.goodClaims(),
    });
    const send = () => bank.send('GET', '/v1/catalogue/items', { proof });
    await expectProblem(await send(), 'RATE_LIMITED');
    await expectProblem(await send(), 'DPOP_PROOF_REPLAYED');
  });

  it('a new minute begins anew', async () => {
    await useUp();
    await rows(platform, `UPDATE rate_window SET window_start = window_start - interval '1 minute'`);
    expect((await call()).status).toBe(200);
  });

  it('one bank’s calls take nothing from another', async () => {
    await useUp();
    expect((await call(other)).headers.get('ratelimit')).toContain(`r=${LIMIT - 1};`);
  });

  it('a call that is refused for its content counts, on the meter too', async () => {
    const before = await metered();
    const response = await bank.send('GET', '/v1/consents?limit=1000');
    await expectProblem(response, 'VALIDATION_FAILED');
    expect(response.headers.get('ratelimit')).toContain(`r=${LIMIT - 1};`);
    expect(await metered()).toBe(before + 1);
  });

  it('a call without a good token counts for nobody', async () => {
    const response = await bank.send('GET', '/v1/catalogue/items', { token: null, proof: null });
    await expectProblem(response, 'TOKEN_MISSING');
    expect(response.headers.get('ratelimit')).toBeNull();
    expect(await rows(platform, 'SELECT FROM rate_window')).toEqual([]);
  });

  it('every operation of a tRPC batch counts', async () => {
    const names = Array(LIMIT + 2).fill('catalogue.listTemplates');
    const path = `${bank.url}/trpc/${names.join(',')}`;
    const proof = await bank.proof('GET', path, { claims: await bank.goodClaims() });
    const response = await fetch(`${path}?batch=1&input={}`, {
      headers: { authorization: `DPoP ${await bank.token()}`, dpop: proof },
    });
    const answers = (await response.json()) as { error?: { data: { code: string } } }[];
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(LIMIT);
    expect(answers.filter(({ error }) => error?.data.code === 'RATE_LIMITED')).toHaveLength(2);
    expect(response.headers.get('ratelimit')).toContain('r=0;');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
