const MINUTE_MS = 60_000;
/** Pauses after each failed attempt. Together 22 h 21 min: what a person learns a day late is of little use. */
const PAUSES_MINUTES = [1, 5, 15, 60, 180, 360, 720] as const;
/** Most that chance adds to a pause, so that messages of one outage do not come back together. */
const JITTER = 0.05;

/** Longest time from the first attempt to the last, in milliseconds. */
export const RETRIES_END_MS =
  PAUSES_MINUTES.reduce((total, minutes) => total + minutes, 0) * MINUTE_MS * (1 + JITTER);

/**
 * Pause before the next attempt, in milliseconds; undefined when there is none.
 *
 * @param attempts Attempts made, from 1.
 * @param chance In [0, 1).
 */
export function pauseAfter(attempts: number, chance: number): number | undefined {
  const minutes = PAUSES_MINUTES[attempts - 1];
  return minutes === undefined ? undefined : Math.round(minutes * MINUTE_MS * (1 + JITTER * chance));
}
