import { NonNegativeAmountCny } from '@xinqiao/contracts';
import { z } from 'zod';
import { Probability } from './default-probability.ts';
import { type Report, reportDuplicates } from './problem.ts';
import { type RatingBand, RatingName } from './rating.ts';
import { ReasonName } from './reason.ts';
import { ReferenceId } from './reference.ts';

/** What sends an applicant who would be approved to a person. */
export const ReferralTest = z
  .union([
    z.strictObject({ limitAtLeast: NonNegativeAmountCny.describe('The limit is this many yuan or more.') }),
    z.strictObject({ ratingIn: z.array(RatingName).min(1).max(100).describe('The rating is one of these.') }),
    z.strictObject({
      probabilityAtLeast: Probability.describe('The probability of default is this or more.'),
    }),
  ])
  .describe('One of limitAtLeast, ratingIn, probabilityAtLeast.');
export type ReferralTest = z.infer<typeof ReferralTest>;

/**
 * A rule by which a person decides in place of the policy (转人工). It never turns a refusal into anything else.
 *
 * Where a scored value is not known, limit and rating are tested as the best value would have made them: a firm that is
 * too large for the machine does not become small enough by leaving something out.
 */
export const ReferralRule = z.strictObject({
  id: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .describe('Name of the rule, unique among the referrals.'),
  when: ReferralTest,
  reasonCode: ReasonName,
  reference: ReferenceId,
});
export type ReferralRule = z.infer<typeof ReferralRule>;

export function checkReferrals(
  rules: readonly ReferralRule[],
  bands: readonly RatingBand[],
  hasProbability: boolean,
  report: Report,
): void {
  reportDuplicates(rules, ({ id }) => id, 'id', report);
  const admitted = new Set(bands.filter((band) => band.admitted).map(({ rating }) => rating));
  rules.forEach(({ when }, index) => {
    if ('probabilityAtLeast' in when && !hasProbability) report([index, 'when'], 'PROBABILITY_ABSENT');
    if ('ratingIn' in when)
      when.ratingIn.forEach((rating, place) => {
        if (!admitted.has(rating)) report([index, 'when', 'ratingIn', place], 'RATING_UNKNOWN');
      });
  });
}
