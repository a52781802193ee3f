import { CountsInvalid } from '../error.ts';

/** How far a distribution has moved from its baseline. */
export interface Stability {
  /** Population stability index: Σ (current share − baseline share) × ln(current share / baseline share). 0 = the same. */
  readonly index: number;
  /** What each cell adds to the index, in order; 0 for a cell empty on both sides. */
  readonly contributions: readonly number[];
  /** What the index passes by chance alone, with so many cases, no more often than asked: a month of few says little. */
  readonly byChance: number;
}

/** Put into every cell of both sides where a cell of one side is empty, since a logarithm needs a share above 0. */
const HALF_CASE = 0.5;

/**
 * Population stability index of two counts over the same cells (PSI; over the attributes of a feature, CSI).
 *
 * @param baseline Cases in each cell when the policy was made; whole numbers, not all 0.
 * @param current Cases in each cell now; as many cells.
 * @param chance How often chance alone may pass `byChance`, between 0 and 0.5; default once in twenty times.
 * @throws {CountsInvalid}
 * @see Siddiqi, Intelligent Credit Scoring, 2nd ed. (2017): index and thresholds; Yurdakul, Statistical properties of
 *   population stability index (2018): without drift it is about (1/n + 1/m) × χ² with one degree less than cells
 */
export function stabilityIndex(
  baseline: readonly number[],
  current: readonly number[],
  chance = 0.05,
): Stability {
  if (baseline.length !== current.length || ![baseline, current].every(areCounts)) throw new CountsInvalid();
  const used = baseline.map((count, cell) => count + current[cell]! > 0);
  const oneEmpty = baseline.some((count, cell) => used[cell]! && (count === 0 || current[cell] === 0));
  const [before, now] = [baseline, current].map((counts) =>
    sharesOf(counts, used, oneEmpty ? HALF_CASE : 0),
  ) as [number[], number[]];
  const contributions = before.map((share, cell) =>
    used[cell] ? (now[cell]! - share) * Math.log(now[cell]! / share) : 0,
  );
  const degrees = used.filter(Boolean).length - 1;
  return {
    index: total(contributions),
    contributions,
    byChance: chiSquaredPassed(degrees, chance) * (1 / total(baseline) + 1 / total(current)),
  };
}

const areCounts = (counts: readonly number[]): boolean =>
  counts.every((count) => Number.isSafeInteger(count) && count >= 0) && total(counts) > 0;

function sharesOf(counts: readonly number[], used: readonly boolean[], added: number): number[] {
  const filled = counts.map((count, cell) => (used[cell] ? count + added : 0));
  const all = total(filled);
  return filled.map((count) => count / all);
}

export const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** What χ² passes with that probability, by the cube-root approximation of Wilson and Hilferty (1931); to 1 % from two degrees on. */
function chiSquaredPassed(degrees: number, probability: number): number {
  if (degrees < 1) return 0;
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + normalPassed(probability) * Math.sqrt(spread)) ** 3;
}

/** What a normal variable passes with that probability; Abramowitz and Stegun (1964), 26.2.23, to 0.00045. */
function normalPassed(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(probability));
  const above = 2.515517 + 0.802853 * t + 0.010328 * t ** 2;
  return t - above / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3);
}
