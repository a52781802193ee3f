import type { Outcome } from './area.ts';

export interface GainsRow {
  /** Rows of this slice. */
  readonly rows: number;
  /** With places where rows of one risk lie in several slices. */
  readonly bads: number;
  readonly badRate: number;
  /** Share of all bad rows in this slice and those above. */
  readonly capturedBads: number;
  /** How many times the share of rows that is. */
  readonly lift: number;
}

/** Of bad rows that are shared between slices. */
const PLACES = 2;

/**
 * Gains table: rows in slices of equal size, riskiest first. Rows of equal risk are shared out between slices in
 * proportion, whatever their order.
 *
 * @see Siddiqi, Intelligent Credit Scoring (2nd ed. 2017)
 */
export function gainsTable({ risk, bad }: Outcome, slices = 10): GainsRow[] {
  const order = Int32Array.from({ length: risk.length }, (_, at) => at).sort((a, b) => risk[b]! - risk[a]!);
  const captured = new Float64Array(order.length + 1);
  for (let from = 0; from < order.length; ) {
    let [to, bads] = [from, 0];
    while (to < order.length && risk[order[to]!] === risk[order[from]!]) bads += bad[order[to++]!]!;
    for (let at = from; at < to; at++)
      captured[at + 1] = captured[from]! + (bads * (at + 1 - from)) / (to - from);
    from = to;
  }
  const total = captured[order.length]!;
  return Array.from({ length: slices }, (_, slice) => {
    const from = Math.round((slice * order.length) / slices);
    const to = Math.round(((slice + 1) * order.length) / slices);
    const bads = captured[to]! - captured[from]!;
    return {
      rows: to - from,
      bads: Number(bads.toFixed(PLACES)),
      badRate: to > from ? bads / (to - from) : 0,
      capturedBads: captured[to]! / total,
      lift: to > 0 ? captured[to]! / total / (to / order.length) : 0,
    };
  });
}
