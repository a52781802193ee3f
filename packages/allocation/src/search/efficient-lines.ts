import type { Setting } from '../program/setting.ts';

/**
 * The lines that can be best at some price of the budget: of each firm those on the upper hull of what a step uses and what
 * it earns. Prices of budget and caps are the same without the others, since a cap counts every rate alike.
 *
 * @returns By index, ascending.
 * @see Sinha and Zoltners, The multiple-choice knapsack problem, Oper. Res. 27 (1979): LP-dominance
 */
export function efficientLines({ lines, firms }: Setting): number[] {
  return firms.flatMap((own) => (own.length < 3 ? own : hull(own, lines))).sort((a, b) => a - b);
}

interface Spot {
  readonly line: number;
  readonly use: number;
  readonly profit: number;
}

function hull(own: readonly number[], lines: Setting['lines']): number[] {
  const spots = own
    .map((line): Spot => ({ line, use: lines[line]!.use.toNumber(), profit: lines[line]!.profit.toNumber() }))
    .sort((a, b) => a.use - b.use || a.profit - b.profit);
  const kept: Spot[] = [];
  for (const spot of spots) {
    while (kept.length > 1 && !isAbove(kept.at(-1)!, kept.at(-2)!, spot)) kept.pop();
    kept.push(spot);
  }
  return kept.map(({ line }) => line);
}

/** Whether a spot lies above the straight line from one to the other. */
const isAbove = (spot: Spot, from: Spot, to: Spot): boolean =>
  (spot.profit - from.profit) * (to.use - from.use) > (to.profit - from.profit) * (spot.use - from.use);
