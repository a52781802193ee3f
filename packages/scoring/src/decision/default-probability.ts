import type { DefaultProbability, Probability } from '../policy/default-probability.ts';
import { scaled } from '../policy/limit-places.ts';

/** Places of a probability. */
export const PROBABILITY_PLACES = 6;

/** The probability of default at a score, in millionths, rounded up. */
export function millionthsAt({ knots }: DefaultProbability, score: number): number {
  const millionths = (probability: string) => Number(scaled(probability, PROBABILITY_PLACES));
  const above = knots.findIndex((knot) => knot.score >= score);
  const [lower, upper] = [knots[above - 1], knots[above]];
  if (upper === undefined) return millionths(knots.at(-1)!.probability);
  if (lower === undefined || upper.score === score) return millionths(upper.probability);
  const span = upper.score - lower.score;
  const weighed =
    millionths(lower.probability) * (upper.score - score) +
    millionths(upper.probability) * (score - lower.score);
  return Math.ceil(weighed / span);
}

/** Millionths as a probability is written: `12500` → `"0.012500"`. */
export const writeProbability = (millionths: number): Probability => {
  const digits = String(millionths).padStart(PROBABILITY_PLACES + 1, '0');
  return `${digits.slice(0, -PROBABILITY_PLACES)}.${digits.slice(-PROBABILITY_PLACES)}`;
};
