import type { PlatformError } from '@xinqiao/contracts';
import { backoffMs } from '../http/retry.ts';

/** Longest pause a server can ask a follower for, in seconds. */
const LONGEST_PAUSE_SECONDS = 60;

/**
 * How long to wait out an interruption: as Retry-After says, at most a minute, else growing at random.
 *
 * @param failures Interruptions in a row before this one.
 */
export function pauseMs({ details }: PlatformError, failures: number, random: () => number): number {
  const { retryAfterSeconds } = details;
  return typeof retryAfterSeconds === 'number'
    ? Math.min(retryAfterSeconds, LONGEST_PAUSE_SECONDS) * 1000
    : backoffMs(failures, random);
}
