import { type ErrorCode, PlatformError } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { backoffMs, sleep, withRetries } from './retry.ts';

const settings = { maxRetries: 2, random: () => 0 };
const failing = (code: ErrorCode, details = {}) =>
  vi.fn(async () => {
    throw new PlatformError(code, { details });
  });

describe('withRetries', () => {
  it.each([
    'SERVER_UNREACHABLE',
    'RATE_LIMITED',
    'SOURCE_UNAVAILABLE',
    'DATABASE_UNAVAILABLE',
    'IDEMPOTENCY_IN_PROGRESS',
  ] as const)('makes three attempts in all on %s', async (code) => {
    const act = failing(code);
    await expect(withRetries(settings, {}, act)).rejects.toHaveProperty('code', code);
    expect(act).toHaveBeenCalledTimes(3);
  });

  it.each([
    'CONSENT_REVOKED',
    'CONSENT_PAUSED',
    'CONSENT_NOT_ACTIVE_YET',
    'VALIDATION_FAILED',
    'SIGNATURE_INVALID',
    'INTERNAL',
  ] as const)('makes one attempt on %s: another within seconds would change nothing', async (code) => {
    const act = failing(code);
    await expect(withRetries(settings, {}, act)).rejects.toHaveProperty('code', code);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('makes one attempt on an error that is not ours', async () => {
    const act = vi.fn(async () => {
      throw new TypeError('a bug');
    });
    await expect(withRetries(settings, {}, act)).rejects.toThrow(TypeError);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('makes one attempt when retries are off', async () => {
    const act = failing('SERVER_UNREACHABLE');
    await expect(withRetries({ ...settings, maxRetries: 0 }, {}, act)).rejects.toThrow();
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('returns what a later attempt gives', async () => {
    const act = vi
      .fn()
      .mockRejectedValueOnce(new PlatformError('SERVER_UNREACHABLE'))
      .mockResolvedValue('answer');
    expect(await withRetries(settings, {}, act)).toBe('answer');
  });

  it('passes the error on when the server wants a pause of more than 30 seconds', async () => {
    const act = failing('RATE_LIMITED', { retryAfterSeconds: 31 });
    await expect(withRetries(settings, {}, act)).rejects.toHaveProperty('details.retryAfterSeconds', 31);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('stops waiting when the caller aborts', async () => {
    const controller = new AbortController();
    const act = vi.fn(async () => {
      controller.abort(new Error('enough'));
      throw new PlatformError('RATE_LIMITED', { details: { retryAfterSeconds: 30 } });
    });
    await expect(withRetries(settings, { signal: controller.signal }, act)).rejects.toThrow('enough');
    expect(act).toHaveBeenCalledTimes(1);
  });
});

describe('backoffMs', () => {
  it('grows twofold from 250 ms to at most 4 s, scaled by the random number', () => {
    const half = () => 0.5;
    expect([0, 1, 2, 3, 4, 20].map((step) => backoffMs(step, half))).toEqual([
      125, 250, 500, 1000, 2000, 2000,
    ]);
  });

  it('is never negative and never above 4 s', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (step, random) => {
          const ms = backoffMs(step, () => random);
          return ms >= 0 && ms < 4000;
        },
      ),
    );
  });
});

describe('sleep', () => {
  it('rejects at once when already aborted', async () => {
    await expect(sleep(60_000, AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
  });
});
