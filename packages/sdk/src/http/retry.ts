import { type ErrorCode, PlatformError } from '@xinqiao/contracts';
import type { RequestOptions, Settings } from '../options.ts';

/** Errors worth another attempt within seconds. Others marked `retryable` wait for a person or for a policy. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  'SERVER_UNREACHABLE',
  'RATE_LIMITED',
  'SOURCE_UNAVAILABLE',
  'DATABASE_UNAVAILABLE',
  'IDEMPOTENCY_IN_PROGRESS',
] satisfies ErrorCode[]);

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;
/** A server that wants a longer pause than this gets its error passed on instead. */
const LONGEST_RETRY_AFTER_SECONDS = 30;

/** Exponential, with full jitter so that many clients do not come back together. @param step from 0 */
export const backoffMs = (step: number, random: () => number): number =>
  random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** step);

/**
 * Repeats an act that may be repeated: a read, or a write with an Idempotency-Key.
 *
 * Waits as long as Retry-After says, at most 30 seconds, else exponentially with jitter.
 */
export async function withRetries<T>(
  settings: Pick<Settings, 'maxRetries' | 'random'>,
  options: RequestOptions,
  act: () => Promise<T>,
): Promise<T> {
  for (let retries = 0; ; retries++) {
    try {
      return await act();
    } catch (error) {
      const waitMs =
        retries < settings.maxRetries ? waitBeforeRetry(error, retries, settings.random) : undefined;
      if (waitMs === undefined) throw error;
      await sleep(waitMs, options.signal);
    }
  }
}

function waitBeforeRetry(error: unknown, retries: number, random: () => number): number | undefined {
  if (!(error instanceof PlatformError) || !TRANSIENT.has(error.code)) return undefined;
  const { retryAfterSeconds } = error.details;
  if (typeof retryAfterSeconds !== 'number') return backoffMs(retries, random);
  return retryAfterSeconds <= LONGEST_RETRY_AFTER_SECONDS ? retryAfterSeconds * 1000 : undefined;
}

/** Waits; rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
