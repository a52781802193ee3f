import { z } from 'zod';
import { Dec } from '../decimal.ts';
import { scaled } from './limit-places.ts';
import type { Report } from './problem.ts';
import { ReferenceId } from './reference.ts';

/** A probability as a decimal fraction, 0 to 1, at most 6 places: `"0.0125"` = 1.25 %. */
export const Probability = z
  .string()
  .regex(/^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$/)
  .describe('Probability from 0 to 1 as a decimal string, at most 6 places.');
export type Probability = z.infer<typeof Probability>;

/**
 * Probability of default within a year by score (违约概率): straight lines between the knots, the end values beyond
 * them, rounded up at 6 places, so that a risk is never understated by rounding.
 */
export const DefaultProbability = z.strictObject({
  knots: z
    .array(
      z.strictObject({
        score: z.int().min(-10_000_000).max(10_000_000).describe('Score in points.'),
        probability: Probability,
      }),
    )
    .min(2)
    .max(200)
    .describe('Calibrated curve, from the lowest score to the highest.'),
  reference: ReferenceId,
});
export type DefaultProbability = z.infer<typeof DefaultProbability>;

/** @param sign 1 where a higher score is better, −1 where it is riskier. */
export function checkDefaultProbability({ knots }: DefaultProbability, sign: 1 | -1, report: Report): void {
  knots.forEach(({ score, probability }, index) => {
    const before = knots[index - 1];
    if (before === undefined) return;
    if (score <= before.score) report(['knots', index, 'score'], 'KNOT_ORDER');
    if (new Dec(probability).cmp(before.probability) * sign > 0)
      report(['knots', index, 'probability'], 'RISK_ORDER');
  });
}

/** Places of a probability. */
const PROBABILITY_PLACES = 6;

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
