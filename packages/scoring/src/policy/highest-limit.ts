import { Dec } from '../decimal.ts';
import type { FeatureFacts, FeatureName } from './feature.ts';
import type { Amount, Factor, Limit } from './limit.ts';
import { featureExtent } from './limit-places.ts';
import type { PolicyDocument } from './policy.ts';

/** Exact: 38 digits and more (see `LIMIT_TOO_FINE`). */
const Exact = Dec.clone({ precision: 200 });
type Exact = InstanceType<typeof Exact>;
interface Interval {
  readonly low: Exact;
  readonly high: Exact;
}
type Facts = ReadonlyMap<FeatureName, FeatureFacts>;

/**
 * A bound of the limit before it is rounded, by interval arithmetic over all values its features can have, rating by
 * rating; 0 where no rating is admitted.
 *
 * No applicant is lent more. Where one figure stands in two places of a limit, none may be lent as much.
 */
export function highestLimit({ limit, rating }: Pick<PolicyDocument, 'limit' | 'rating'>, facts: Facts): Dec {
  const highest = rating
    .filter(({ admitted }) => admitted)
    .map((band) => highestAt(limit, band.rating, facts))
    .reduce((one, other) => Exact.max(one, other), new Exact(0));
  return new Dec(highest.toFixed());
}

/** The highest limit at one rating. */
function highestAt(limit: Limit, rating: string, facts: Facts): Exact {
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
