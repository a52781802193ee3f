import { describe, expect, it, vi } from 'vitest';
import { emptySource } from '../../../../test/sources/support/empty-source.ts';
import type { SourceDescription } from '../source.ts';
import { type GuardOptions, guardSource } from './guard-source.ts';

function guarded(fact: Partial<SourceDescription> = {}, options: Partial<GuardOptions> = {}) {
  let now = 0;
  const logger = { error: vi.fn(), warn: vi.fn() };
  const guard = guardSource(emptySource(fact), { logger, now: () => now, ...options });
  return {
    ...{ guard, logger },
    pass: (ms: number) => {
      now += ms;
    },
    fail: () => guard.call(() => Promise.reject(new Error('秘密 of 91341600MA0000001X'))),
  };
}
/** A source that never answers and does not listen. */
const deaf = () => new Promise<never>(() => {});

describe('guardSource', () => {
  it('gives back what the source answers', async () => {
    expect(await guarded().guard.call(async () => 7)).toBe(7);
  });

  it('ends a call at its deadline, though the source does not listen', async () => {
    await expect(guarded({ deadlineMs: 10 }).guard.call(deaf)).rejects.toMatchObject({ reason: 'TIMEOUT' });
  });

  it('tells the source when the deadline has passed', async () => {
    const seen = vi.fn();
    const listens = (_source: unknown, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          seen();
          reject(signal.reason as Error);
        });
      });
    await expect(guarded({ deadlineMs: 10 }).guard.call(listens)).rejects.toMatchObject({
      reason: 'TIMEOUT',
    });
    expect(seen).toHaveBeenCalledOnce();
  });

  it('says nothing of what the source said, in the error or in the log', async () => {
    const { fail, logger } = guarded();
    const error = await fail().catch((failure: Error) => failure);
    expect(error).toMatchObject({ name: 'SourceFailure', reason: 'UNAVAILABLE' });
    const told = JSON.stringify([
      error,
      (error as Error).message,
      (error as Error).cause,
      logger.error.mock.calls,
    ]);
    expect(told).not.toMatch(/秘密|91341600/);
  });

  it('leaves a source alone after five failures in a row, and asks again later', async () => {
    const { guard, fail, pass } = guarded();
    for (let count = 0; count < 5; count++) await expect(fail()).rejects.toThrow();
    const use = vi.fn(async () => 1);
    await expect(guard.call(use)).rejects.toMatchObject({ reason: 'UNAVAILABLE' });
    expect(use).not.toHaveBeenCalled();
    expect(guard.condition().breaker).toBe('OPEN');
    pass(10_000);
    expect(await guard.call(use)).toBe(1);
    expect(guard.condition().breaker).toBe('CLOSED');
  });

  it('leaves alone a source that is well and answers no question', async () => {
    const { guard, fail } = guarded();
    for (let count = 0; count < 5; count++) {
      expect(await guard.call(async () => 'well', { counts: false })).toBe('well');
      await expect(fail()).rejects.toThrow();
    }
    expect(guard.condition()).toMatchObject({ breaker: 'OPEN', calls: 5 });
    const use = vi.fn(async () => 'well');
    await expect(guard.call(use, { counts: false })).rejects.toMatchObject({ reason: 'UNAVAILABLE' });
    expect(use).not.toHaveBeenCalled();
  });

  it('finds out by a question whether a source is back, not by its health', async () => {
    const { guard, fail, pass } = guarded();
    for (let count = 0; count < 5; count++) await expect(fail()).rejects.toThrow();
    pass(10_000);
    expect(await guard.call(async () => 'well', { counts: false })).toBe('well');
    expect(guard.condition().breaker).toBe('HALF_OPEN');
    expect(await guard.call(async () => 'data')).toBe('data');
    expect(guard.condition().breaker).toBe('CLOSED');
  });

  it('takes an answer in which every item failed for a failure', async () => {
    const { guard } = guarded();
    for (let count = 0; count < 5; count++) await guard.call(async () => 'none', { failed: () => true });
    expect(guard.condition()).toMatchObject({ breaker: 'OPEN', failures: 5 });
  });

  it('does not hold the impatience of a caller against the source', async () => {
    const { guard } = guarded({ deadlineMs: 60_000 });
    for (let count = 0; count < 6; count++)
      await expect(guard.call(deaf, { deadlineMs: 1 })).rejects.toMatchObject({ reason: 'TIMEOUT' });
    expect(guard.condition()).toMatchObject({ breaker: 'CLOSED', failures: 0 });
  });

  it('refuses at once what would wait in too long a queue', async () => {
    const { guard } = guarded({ deadlineMs: 60_000 }, { concurrent: 1, queued: 1 });
    const caller = new AbortController();
    const waiting = [1, 2].map(() => guard.call(deaf, { signal: caller.signal }));
    await expect(guard.call(deaf)).rejects.toMatchObject({ reason: 'UNAVAILABLE' });
    expect(guard.condition()).toMatchObject({ running: 1, waiting: 1, breaker: 'CLOSED' });
    caller.abort();
    for (const each of waiting) await expect(each).rejects.toMatchObject({ reason: 'TIMEOUT' });
  });

  it('keeps the place of a call that the source has not let go of', async () => {
    const { guard } = guarded({ deadlineMs: 60_000 }, { concurrent: 1, queued: 0 });
    let release = (_: number) => {};
    const slow = () =>
      new Promise<number>((resolve) => {
        release = resolve;
      });
    await expect(guard.call(slow, { deadlineMs: 1 })).rejects.toMatchObject({ reason: 'TIMEOUT' });
    expect(guard.condition().running).toBe(1);
    release(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(guard.condition().running).toBe(0);
  });

  it('tells when it last answered and last failed', async () => {
    const { guard, fail } = guarded();
    expect(guard.condition()).toMatchObject({ lastSuccessAt: null, lastFailureAt: null });
    await guard.call(async () => 1);
    await fail().catch(() => {});
    const { lastSuccessAt, lastFailureAt, calls, failures } = guard.condition();
    expect([typeof lastSuccessAt, typeof lastFailureAt]).toEqual(['number', 'number']);
    expect({ calls, failures }).toEqual({ calls: 2, failures: 1 });
  });
});
