import type { Outcome } from './area.ts';

/**
 * Mean squared distance between probability and outcome; 0 is perfect.
 *
 * @see Brier, Monthly Weather Review 78 (1950) 1–3
 */
export function brierScore({ risk, bad }: Outcome): number {
  let sum = 0;
  for (let at = 0; at < risk.length; at++) sum += (risk[at]! - bad[at]!) ** 2;
  return sum / risk.length;
}

export interface CalibrationGroup {
  readonly rows: number;
  /** Mean probability of the group. */
  readonly expected: number;
  /** Share of bad rows. */
  readonly observed: number;
}

/** Groups of nearly equal size by probability, lowest first; equal probabilities are never parted. */
export function calibrationGroups({ risk, bad }: Outcome, groups = 10): CalibrationGroup[] {
  const order = Int32Array.from({ length: risk.length }, (_, at) => at).sort((a, b) => risk[a]! - risk[b]!);
  const result: CalibrationGroup[] = [];
  let [rows, expected, observed] = [0, 0, 0];
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    rows++;
    expected += risk[row]!;
    observed += bad[row]!;
    const next = order[at + 1];
    const full = at + 1 >= (order.length * (result.length + 1)) / groups;
    if (next === undefined || (full && risk[next] !== risk[row])) {
      result.push({ rows, expected: expected / rows, observed: observed / rows });
      [rows, expected, observed] = [0, 0, 0];
    }
  }
  return result;
}

/**
 * Expected calibration error: mean distance between probability and share of bad rows over groups of equal size,
 * weighted by their rows.
 *
 * @see Naeini, Cooper & Hauskrecht, AAAI (2015) 2901–2907
 */
export function calibrationError(outcome: Outcome, groups = 10): number {
  const parts = calibrationGroups(outcome, groups);
  return parts.reduce(
    (sum, { rows, expected, observed }) => sum + (rows / outcome.risk.length) * Math.abs(expected - observed),
    0,
  );
}

/**
 * Bad rows counted against the probabilities that were given: (bads − Σp) / √Σ p (1 − p), about normal where the
 * probabilities are right and rows default independently of each other. NaN where nothing could come otherwise.
 *
 * The binomial test of a probability of default in its normal approximation, each row with a probability of its own.
 *
 * @see Basel Committee on Banking Supervision, Working Paper 14, Studies on the Validation of Internal Rating Systems
 *   (2005): binomial test
 */
export function binomialZ({ risk, bad }: Outcome): number {
  let [excess, variance] = [0, 0];
  for (let at = 0; at < risk.length; at++) {
    excess += bad[at]! - risk[at]!;
    variance += risk[at]! * (1 - risk[at]!);
  }
  return variance > 0 ? excess / Math.sqrt(variance) : Number.NaN;
}
