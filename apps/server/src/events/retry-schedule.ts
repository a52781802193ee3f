/** How long a delivery is tried before it is given up, in milliseconds: 72 h. */
export const GIVE_UP_AFTER_MS = 72 * 3_600_000;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Longest pause after each failed attempt, in milliseconds; the last holds for all that follow. */
const LONGEST_PAUSE_MS = [
  ...[5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 6 * HOUR, 12 * HOUR],
];

/**
 * When to try a failed delivery again: exponential backoff with full jitter, so that what failed together does not
 * come back together. The last attempt comes when the time is up, never before.
 *
 * @param attempts Attempts so far, 1 or more.
 * @param dueSince When the first could have been made.
 * @param failedAt When the last one failed.
 * @param random A number from 0 up to, but without, 1.
 * @returns Undefined when the delivery is to be given up.
 */
export function nextAttemptAt(
  attempts: number,
  dueSince: Date,
  failedAt: Date,
  random: () => number,
): Date | undefined {
  const end = dueSince.getTime() + GIVE_UP_AFTER_MS;
  if (failedAt.getTime() >= end) return undefined;
  const longest = LONGEST_PAUSE_MS[Math.min(attempts, LONGEST_PAUSE_MS.length) - 1] ?? 0;
  return new Date(Math.min(failedAt.getTime() + Math.ceil(random() * longest), end));
}
