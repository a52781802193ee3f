/** Length of the window that latencies and failures are told over, in milliseconds. */
export const WINDOW_MS = 15 * 60_000;
/** Most calls that are remembered. */
const MOST_CALLS = 2_000;

interface Call {
  readonly at: number;
  readonly tookMs: number;
  readonly ok: boolean;
}

export interface CallFigures {
  readonly calls: number;
  readonly failures: number;
  /** Of the calls that succeeded, whole milliseconds; null without any. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

export interface CallWindow {
  add(tookMs: number, ok: boolean): void;
  figures(): CallFigures;
}

/** The calls of the last quarter of an hour, the latest 2,000 of them. */
export function callWindow(now: () => number): CallWindow {
  let calls: Call[] = [];
  return {
    add(tookMs, ok) {
      calls.push({ at: now(), tookMs, ok });
      if (calls.length >= 2 * MOST_CALLS) calls = calls.slice(-MOST_CALLS);
    },
    figures() {
      const since = now() - WINDOW_MS;
      const recent = calls.slice(-MOST_CALLS).filter(({ at }) => at > since);
      const took = recent.flatMap(({ ok, tookMs }) => (ok ? [tookMs] : [])).sort((one, other) => one - other);
      return {
        calls: recent.length,
        failures: recent.filter(({ ok }) => !ok).length,
        p50Ms: quantile(took, 0.5),
        p99Ms: quantile(took, 0.99),
      };
    },
  };
}

/** Nearest rank: the smallest value that so large a share of all does not exceed. */
const quantile = (sorted: readonly number[], share: number): number | null => {
  const value = sorted[Math.ceil(share * sorted.length) - 1];
  return value === undefined ? null : Math.round(value);
};
