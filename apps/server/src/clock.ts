import type { CalendarDate, Instant } from '@xinqiao/contracts';
import { dateOf } from '@xinqiao/contracts';

/** Where the server takes the time from. */
export interface Clock {
  now(): Date;
  /** The same as an RFC 3339 UTC string with milliseconds. */
  instant(): Instant;
  /** Calendar date, Asia/Shanghai. */
  today(): CalendarDate;
}

/** @param now Source of the time; default the system clock. */
export function clockFrom(now: () => Date = () => new Date()): Clock {
  const instant = () => now().toISOString() as Instant;
  return { now, instant, today: () => dateOf(instant()) };
}
