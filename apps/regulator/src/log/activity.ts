const MINUTE_MS = 60_000;
/** Lengths a bar may stand for, in minutes, up to a week; doubled where that is too short. */
const SPANS = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1_440, 10_080] as const;
const MIN_BARS = 10;
const MAX_BARS = 30;
/** Bars begin on the full minute, hour or day of Asia/Shanghai. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

export interface Activity {
  /** Minutes that one bar stands for. */
  readonly minutes: number;
  /** Oldest first, without gaps. */
  readonly bars: readonly { readonly start: Date; readonly count: number }[];
}

/** Counts instants in 10 to 30 bars of equal length, as short as that allows; the last one holds the newest. */
export function activityOf(instants: readonly Date[]): Activity {
  const times = instants.map((instant) => instant.getTime() + SHANGHAI_OFFSET_MS);
  const [oldest, newest] = [Math.min(...times), Math.max(...times)];
  const barsOf = (minutes: number) => {
    const span = minutes * MINUTE_MS;
    return { from: Math.floor(oldest / span), to: Math.floor(newest / span), span };
  };
  const fits = (minutes: number) => {
    const { from, to } = barsOf(minutes);
    return to - from < MAX_BARS;
  };
  if (times.length === 0) return { minutes: SPANS[0], bars: [] };
  let minutes: number = SPANS.find(fits) ?? SPANS[SPANS.length - 1]!;
  while (!fits(minutes)) minutes *= 2;

  const { from: first, to, span } = barsOf(minutes);
  const from = Math.min(first, to - MIN_BARS + 1);
  const counts = new Array<number>(to - from + 1).fill(0);
  for (const time of times) {
    const at = Math.floor(time / span) - from;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const startOf = (at: number) => new Date((from + at) * span - SHANGHAI_OFFSET_MS);
  return { minutes, bars: counts.map((count, at) => ({ start: startOf(at), count })) };
}
