import type { Outcome } from './area.ts';

export interface GainsRow {
  /** Rows of this slice. */
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
  /** Share of all bad rows in this slice and those above. */
  readonly capturedBads: number;
  /** How many times the share of rows that is. */
  readonly lift: number;
}

/**
 * Gains table: rows in slices of equal size, riskiest first.
 *
 * @see Siddiqi, Intelligent Credit Scoring (2nd ed. 2017), chapter 10
 */
export function gainsTable({ risk, bad }: Outcome, slices = 10): GainsRow[] {
  const order = Int32Array.from({ length: risk.length }, (_, at) => at).sort((a, b) => risk[b]! - risk[a]!);
  const total = order.reduce((sum, row) => sum + bad[row]!, 0);
  let captured = 0;
  return Array.from({ length: slices }, (_, slice) => {
    const from = Math.round((slice * order.length) / slices);
    const to = Math.round(((slice + 1) * order.length) / slices);
    const bads = order.slice(from, to).reduce((sum, row) => sum + bad[row]!, 0);
    captured += bads;
    return {
      rows: to - from,
      bads,
      badRate: to > from ? bads / (to - from) : 0,
      capturedBads: captured / total,
      lift: to > 0 ? captured / total / (to / order.length) : 0,
    };
  });
}
