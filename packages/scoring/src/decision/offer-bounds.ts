import { type AmountCny, type AnnualRate, floorToYuan, toAmountCny } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import { millionthsAt, writeProbability } from '../policy/default-probability.ts';
import { allFacts } from '../policy/feature.ts';
import { highestLimit } from '../policy/highest-limit.ts';
import type { Policy } from '../policy/policy.ts';
import { annualRateOf, type Price } from '../policy/price.ts';
import { meritSign, scoreRange } from '../policy/scorecard.ts';

/** Within what a policy lends to anybody: people who decide in its place stay within it. */
export interface OfferBounds {
  /** Highest limit, in yuan, rounded down as the policy rounds; 0.00 where it lends nothing. */
  readonly limit: AmountCny;
  /** Lowest rate per year. */
  readonly rateFloor: AnnualRate;
  /** Highest rate per year. */
  readonly rateCeiling: AnnualRate;
}

/**
 * The bounds of what a policy can offer, by interval arithmetic over all values its features can have, rating by rating.
 *
 * No applicant is offered more. Where one figure stands in two places of a limit, none may be offered as much.
 * There is a bound: a limit without a cap is refused as `LIMIT_UNCAPPED`.
 */
export function offerBounds(policy: Policy): OfferBounds {
  const facts = allFacts(policy.features);
  const { roundDownTo, minimum } = policy.limit;
  const limit = floorToYuan(highestLimit(policy, facts), roundDownTo);
  return { limit: limit.gte(minimum) ? toAmountCny(limit) : '0.00', ...rateBounds(policy) };
}

function rateBounds(policy: Policy): Pick<OfferBounds, 'rateFloor' | 'rateCeiling'> {
  const { price } = policy;
  const admitted = policy.rating.filter((band) => band.admitted);
  // A policy that admits no rating lends at none.
  if (admitted.length === 0) return { rateFloor: '0', rateCeiling: '0' };
  if ('byRisk' in price) return ratesByRisk(policy, price, admitted.at(-1)!.from);
  const rates = admitted.map(({ rating }) => new Dec(price.annualRateByRating[rating]!));
  return { rateFloor: Dec.min(...rates).toFixed(), rateCeiling: Dec.max(...rates).toFixed() };
}

/** @param worst Worst score that is lent to; null where that is the worst there is. */
function ratesByRisk(
  { scorecard, defaultProbability }: Policy,
  price: Price,
  worst: number | null,
): Pick<OfferBounds, 'rateFloor' | 'rateCeiling'> {
  const { lowest, highest } = scoreRange(scorecard);
  const ends = meritSign(scorecard) === 1 ? [highest, worst ?? lowest] : [lowest, worst ?? highest];
  const [best, dearest] = ends.map((score) =>
    annualRateOf(price, '', writeProbability(millionthsAt(defaultProbability!, score))),
  );
  // Who would have to pay more than the ceiling is not lent to, whatever the score.
  const ceiling = new Dec(price.ceiling.annualRate).toFixed();
  return { rateFloor: best ?? ceiling, rateCeiling: dearest ?? ceiling };
}
