import type { Dec } from '../decimal.ts';
import type { ReferralRule } from '../policy/referral.ts';

/** What would be offered, and where scored values are not known what the best of them could have made of it. */
export interface Offer {
  /** The highest it could be, in yuan. */
  readonly limit: Dec;
  /** All it could be, the worst of them the one that is offered. */
  readonly ratings: readonly string[];
  /** Of default, 0 to 1: the highest it could be, which is the one that is offered. */
  readonly probability: Dec;
}

/** Whether a rule leaves an offer to a person. */
export function isReferred({ when }: ReferralRule, { limit, ratings, probability }: Offer): boolean {
  if ('limitAtLeast' in when) return limit.gte(when.limitAtLeast);
  return 'ratingIn' in when
    ? when.ratingIn.some((rating) => ratings.includes(rating))
    : probability.gte(when.probabilityAtLeast);
}
