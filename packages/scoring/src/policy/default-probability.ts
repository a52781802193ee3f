import { z } from 'zod';
import { Dec } from '../decimal.ts';
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
