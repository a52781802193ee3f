import { type AmountCny, type AnnualRate, floorToYuan, toAmountCny } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import { allFacts, type FeatureFacts, type FeatureName } from '../policy/feature.ts';
import type { Amount, Factor, Limit } from '../policy/limit.ts';
import { featureExtent } from '../policy/limit-places.ts';
import type { Policy } from '../policy/policy.ts';
import { RATE_PLACES } from './annual-rate.ts';

/** Within what a policy lends to anybody: people who decide in its place stay within it. */
export interface OfferBounds {
  /** Highest limit, in yuan, rounded down as the policy rounds; 0.00 where it lends nothing. */
  readonly limit: AmountCny;
  /** Lowest rate per year. */
  readonly rateFloor: AnnualRate;
  /** Highest rate per year. */
  readonly rateCeiling: AnnualRate;
}

/** Exact: 38 digits and more (see `LIMIT_TOO_FINE`). */
const Exact = Dec.clone({ precision: 200 });
type Exact = InstanceType<typeof Exact>;
interface Interval {
  readonly low: Exact;
  readonly high: Exact;
}

/** Highest amount that can be written. */
const MOST_AMOUNT = new Exact('9999999999999999.99');

/**
 * The bounds of what a policy can offer, by interval arithmetic over all values its features can have, rating by rating.
 *
 * No applicant is offered more. Where one figure stands in two places of a limit, none may be offered as much.
 * There is a bound: a limit without a cap is refused as `LIMIT_UNCAPPED`.
 */
export function offerBounds(policy: Policy): OfferBounds {
  const facts = allFacts(policy.features);
  const { roundDownTo, minimum } = policy.limit;
  const highest = policy.rating
    .filter(({ admitted }) => admitted)
    .map(({ rating }) => highestLimit(policy.limit, rating, facts))
    .reduce((one, other) => Exact.max(one, other), new Exact(0));
  const limit = floorToYuan(new Dec(Exact.min(highest, MOST_AMOUNT).toFixed()), roundDownTo);
  return { limit: limit.gte(minimum) ? toAmountCny(limit) : '0.00', ...rateBounds(policy) };
}

function rateBounds({ price, rating }: Policy): Pick<OfferBounds, 'rateFloor' | 'rateCeiling'> {
  if ('annualRateByRating' in price) {
    const rates = rating.flatMap((band) =>
      band.admitted ? [new Dec(price.annualRateByRating[band.rating]!)] : [],
    );
    // A policy that admits no rating lends at none.
    if (rates.length === 0) return { rateFloor: '0', rateCeiling: '0' };
    return { rateFloor: Dec.min(...rates).toFixed(), rateCeiling: Dec.max(...rates).toFixed() };
  }
  const { fundingCost, margin, floor } = price.byRisk;
  const cost = new Dec(fundingCost).plus(margin).toDecimalPlaces(RATE_PLACES, Dec.ROUND_CEIL);
  return {
    rateFloor: Dec.max(cost, floor).toFixed(),
    rateCeiling: new Dec(price.ceiling.annualRate).toFixed(),
  };
}

function highestLimit(limit: Limit, rating: string, facts: ReadonlyMap<FeatureName, FeatureFacts>): Exact {
  const terms = new Map([...(limit.terms ?? []), ...limit.leastOf].map((term) => [term.name, term]));
  const known = new Map<Amount, Interval>();

  const ofFeature = (name: FeatureName): Interval => {
    const fact = facts.get(name)!;
    const { places, most } = featureExtent({ ...fact, range: [null, null] });
    const widest = new Exact(String(most)).div(new Exact(10).pow(places));
    const [lowest, highest] = fact.range;
    return { low: new Exact(lowest ?? widest.neg()), high: new Exact(highest ?? widest) };
  };
  const ofFactor = (factor: Factor): Interval => {
    if ('number' in factor) return only(factor.number);
    if ('numberByRating' in factor) return only(factor.numberByRating[rating]!);
    const { low, high } = ofFeature('feature' in factor ? factor.feature : factor.complementOf);
    const [least, most] =
      'feature' in factor ? [low, high] : [new Exact(1).minus(high), new Exact(1).minus(low)];
    return { low: Exact.max(least, 0), high: Exact.max(most, 0) };
  };
  const each = (amounts: readonly Amount[], join: (one: Exact, other: Exact) => Exact): Interval =>
    amounts
      .map(of)
      .reduce((one, other) => ({ low: join(one.low, other.low), high: join(one.high, other.high) }));
  const compute = (amount: Amount): Interval => {
    if ('feature' in amount) return times(ofFeature(amount.feature), only(amount.multiple));
    if ('capByRating' in amount) return only(amount.capByRating[rating]!);
    if ('amount' in amount) return only(amount.amount);
    if ('term' in amount) return of(terms.get(amount.term)!);
    if ('leastOf' in amount) return each(amount.leastOf, (one, other) => Exact.min(one, other));
    if ('greatestOf' in amount) return each(amount.greatestOf, (one, other) => Exact.max(one, other));
    if ('sumOf' in amount) return each(amount.sumOf, (one, other) => one.plus(other));
    if ('difference' in amount) {
      const [whole, part] = [of(amount.difference[0]), of(amount.difference[1])];
      return { low: whole.low.minus(part.high), high: whole.high.minus(part.low) };
    }
    return amount.product.factors.map(ofFactor).reduce(times, of(amount.product.of));
  };
  function of(amount: Amount): Interval {
    const interval = known.get(amount) ?? compute(amount);
    known.set(amount, interval);
    return interval;
  }
  return limit.leastOf.map((term) => of(term).high).reduce((one, other) => Exact.min(one, other));
}

const only = (number: string): Interval => ({ low: new Exact(number), high: new Exact(number) });

/** An amount times a factor that is not negative. */
const times = (amount: Interval, factor: Interval): Interval => ({
  low: Exact.min(amount.low.times(factor.low), amount.low.times(factor.high)),
  high: Exact.max(amount.high.times(factor.low), amount.high.times(factor.high)),
});
