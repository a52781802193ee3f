import type { Outcome } from './area.ts';

export interface CurvePoint {
  /** Share of the good rows at this risk or above: false positive rate. */
  readonly goods: number;
  /** Share of the bad rows at this risk or above: true positive rate. */
  readonly bads: number;
  readonly risk: number;
}

/** Points of the ROC curve, riskiest first, one for each different risk; without the origin. */
export function rocCurve({ risk, bad }: Outcome): CurvePoint[] {
  const order = Int32Array.from({ length: risk.length }, (_, at) => at).sort((a, b) => risk[b]! - risk[a]!);
  const total = [0, 0];
  for (let at = 0; at < bad.length; at++) total[bad[at]!]!++;
  const seen = [0, 0];
  const points: CurvePoint[] = [];
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    seen[bad[row]!]!++;
    const next = order[at + 1];
    if (next === undefined || risk[next] !== risk[row])
      points.push({ goods: seen[0]! / total[0]!, bads: seen[1]! / total[1]!, risk: risk[row]! });
  }
  return points;
}

/**
 * Largest distance between the distributions of bad and good rows over the risk (Kolmogorov–Smirnov), 0 to 1.
 *
 * @see Thomas, Edelman & Crook, Credit Scoring and Its Applications (2002)
 */
export const kolmogorovSmirnov = (outcome: Outcome): number =>
  rocCurve(outcome).reduce((most, { goods, bads }) => Math.max(most, Math.abs(bads - goods)), 0);
