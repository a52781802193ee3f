import { type CalendarDate, dateOf, type Instant } from '@xinqiao/contracts';

/** The platform's clock, as a test sees it. */
export interface SandboxClock {
  now(): Date;
  /**
   * Moves the clock on: links, codes, consents and idempotency keys age at once. Tokens and proofs live by the system
   * clock.
   *
   * @param milliseconds Above or equal to 0: no platform goes back in time.
   * @throws {RangeError}
   */
  advance(milliseconds: number): void;
}

export interface Clock extends SandboxClock {
  /** RFC 3339 UTC with milliseconds. */
  instant(): Instant;
  /** Calendar date, Asia/Shanghai. */
  today(): CalendarDate;
}

/** @param source Time before anything was advanced. */
export function clockFrom(source: () => Date): Clock {
  let advancedMs = 0;
  const now = () => new Date(source().getTime() + advancedMs);
  const instant = () => now().toISOString() as Instant;
  return {
    now,
    instant,
    today: () => dateOf(instant()),
    advance(milliseconds) {
      if (!(milliseconds >= 0 && Number.isFinite(milliseconds)))
        throw new RangeError('The clock moves on only: advance it by 0 milliseconds or more.');
      advancedMs += milliseconds;
    },
  };
}
