export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BreakerLimits {
  /** Failures one after another that open it. */
  readonly failures: number;
  /** How long it stays open the first time, in milliseconds; twice as long after each probe that fails. */
  readonly openMs: number;
  /** Longest it stays open, in milliseconds. */
  readonly longestOpenMs: number;
}

/** One call that was let through: it ends with exactly one of the three. */
export interface Pass {
  succeeded(): void;
  failed(): void;
  /** The call says nothing about the source: whoever asked gave up. */
  released(): void;
}

export interface Breaker {
  readonly state: BreakerState;
  /** Failures since the last success. */
  readonly failures: number;
  /** Undefined when the call must not be made. */
  enter(): Pass | undefined;
}

/**
 * Keeps calls from a source that fails: after a row of failures none is made for a while, then one alone, the probe,
 * finds out whether it answers again.
 *
 * @param now Milliseconds of a clock that never goes back.
 */
export function circuitBreaker(
  { failures: most, openMs, longestOpenMs }: BreakerLimits,
  now: () => number,
): Breaker {
  let failures = 0;
  /** Undefined while closed. */
  let openUntil: number | undefined;
  let lastOpenMs = openMs;
  let probing = false;

  const open = (forMs: number) => {
    lastOpenMs = Math.min(forMs, longestOpenMs);
    openUntil = now() + lastOpenMs;
  };
  const close = () => {
    failures = 0;
    openUntil = undefined;
    lastOpenMs = openMs;
  };
  const ordinary: Pass = {
    // A call made before it opened says what the source was then, so it does not close it.
    succeeded: () => {
      if (openUntil === undefined) close();
    },
    failed: () => {
      failures += 1;
      if (openUntil === undefined && failures >= most) open(openMs);
    },
    released: () => {},
  };
  const probe: Pass = {
    succeeded: () => {
      probing = false;
      close();
    },
    failed: () => {
      probing = false;
      failures += 1;
      open(lastOpenMs * 2);
    },
    released: () => {
      probing = false;
    },
  };

  return {
    get state() {
      if (openUntil === undefined) return 'CLOSED';
      return now() < openUntil ? 'OPEN' : 'HALF_OPEN';
    },
    get failures() {
      return failures;
    },
    enter() {
      if (openUntil === undefined) return ordinary;
      if (probing || now() < openUntil) return undefined;
      probing = true;
      return probe;
    },
  };
}
