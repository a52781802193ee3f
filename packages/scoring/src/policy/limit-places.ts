import { Dec } from '../decimal.ts';
import type { FeatureFacts, FeatureName } from './feature.ts';
import type { Amount, Factor, Limit } from './limit.ts';
import type { FeatureUnit } from './unit.ts';

/** How large and how fine a number of a limit can be. */
export interface Extent {
  /** Places after the point. */
  readonly places: number;
  /** Bound of its absolute value times 10^places. */
  readonly most: bigint;
}

/** What every step of a limit keeps below, so that any database computes it exactly: 38 digits. */
export const MOST = 10n ** 38n - 1n;

/** Any amount has at most 16 digits before the point and 2 behind it. */
export const ANY_AMOUNT: Extent = { places: 2, most: 10n ** 18n };
/** A RATIO goes from −1,000 to 1,000; any other number has 15 digits in all. */
const MOST_OF_UNIT: Partial<Record<FeatureUnit, bigint>> = {
  AMOUNT: ANY_AMOUNT.most,
  RATIO: 1_000n * 10n ** 6n,
};

/** Bound of a feature’s values, by its range where it has one. */
export function featureExtent({ unit, places, range: [lowest, highest] }: FeatureFacts): Extent {
  const most = MOST_OF_UNIT[unit] ?? 10n ** 15n;
  if (lowest === null || highest === null) return { places, most };
  const bound = extentOf(places, lowest, highest).most;
  // Never 0: a product must not seem smaller than its parts.
  return { places, most: bound > 0n ? bound : 1n };
}

/** A decimal as a whole number of units of 10^−places. */
export const scaled = (decimal: string | number, places: number): bigint =>
  BigInt(new Dec(decimal).times(new Dec(10).pow(places)).toFixed());

const placesOf = (...decimals: readonly string[]): number =>
  Math.max(0, ...decimals.map((decimal) => new Dec(decimal).decimalPlaces()));

const extentOf = (places: number, ...decimals: readonly string[]): Extent => {
  const units = decimals.map((decimal) => scaled(decimal, places)).map((unit) => (unit < 0n ? -unit : unit));
  // Where no rating is admitted a number by rating has no values; it counts as a part all the same.
  const most = units.length === 0 ? 1n : units.reduce((one, other) => (one > other ? one : other));
  return { places, most };
};

export const raise = (units: bigint, from: number, to: number): bigint => units * 10n ** BigInt(to - from);

const product = (one: Extent, other: Extent): Extent => ({
  places: one.places + other.places,
  most: one.most * other.most,
});

export function factorExtent(factor: Factor, features: Features): Extent {
  if ('number' in factor) return extentOf(placesOf(factor.number), factor.number);
  if ('numberByRating' in factor) {
    const numbers = Object.values(factor.numberByRating);
    return extentOf(placesOf(...numbers), ...numbers);
  }
  const { places, most } = featureExtent(
    features.get('feature' in factor ? factor.feature : factor.complementOf)!,
  );
  // Below 0 it counts as 0: 1 − ratio is at most 1 more than the bound.
  return 'feature' in factor ? { places, most } : { places, most: most + 10n ** BigInt(places) };
}

type Features = ReadonlyMap<FeatureName, FeatureFacts>;

/**
 * The extents of the amounts of a limit without cycles, of features that are declared.
 *
 * @param most Bound of every amount that is a feature, in fen; without it that of its range or of any amount.
 */
export function amountExtents(limit: Limit, features: Features, most?: bigint): (amount: Amount) => Extent {
  const terms = new Map([...(limit.terms ?? []), ...limit.leastOf].map((term) => [term.name, term]));
  const known = new Map<Amount, Extent>();
  const aligned = (parts: readonly Amount[], join: (most: bigint, next: bigint) => bigint): Extent => {
    const extents = parts.map(of);
    const places = Math.max(...extents.map((extent) => extent.places));
    return { places, most: extents.map((extent) => raise(extent.most, extent.places, places)).reduce(join) };
  };
  const greater = (one: bigint, other: bigint) => (one > other ? one : other);
  const sum = (one: bigint, other: bigint) => one + other;
  const compute = (amount: Amount): Extent => {
    if ('feature' in amount) {
      const own = most === undefined ? featureExtent(features.get(amount.feature)!) : { places: 2, most };
      return product(own, extentOf(placesOf(amount.multiple), amount.multiple));
    }
    if ('capByRating' in amount) return extentOf(2, ...Object.values(amount.capByRating));
    if ('amount' in amount) return extentOf(2, amount.amount);
    if ('term' in amount) return of(terms.get(amount.term)!);
    if ('leastOf' in amount) return aligned(amount.leastOf, greater);
    if ('greatestOf' in amount) return aligned(amount.greatestOf, greater);
    if ('sumOf' in amount) return aligned(amount.sumOf, sum);
    if ('difference' in amount) return aligned(amount.difference, sum);
    return amount.product.factors
      .map((factor) => factorExtent(factor, features))
      .reduce(product, of(amount.product.of));
  };
  function of(amount: Amount): Extent {
    const extent = known.get(amount) ?? compute(amount);
    known.set(amount, extent);
    return extent;
  }
  return of;
}

/** Places at which all terms that can bind are compared. */
export const limitPlaces = (limit: Limit, features: Features): number => {
  const extent = amountExtents(limit, features);
  return Math.max(...limit.leastOf.map((term) => extent(term).places));
};

/** Bound of every term that can bind, at the places at which they are compared. */
export function limitBound(limit: Limit, features: Features, most?: bigint): bigint {
  const extent = amountExtents(limit, features, most);
  const places = limitPlaces(limit, features);
  return limit.leastOf
    .map((term) => raise(extent(term).most, extent(term).places, places))
    .reduce((one, other) => (one > other ? one : other));
}

/** Whether some step of the limit could need more digits than are exact everywhere. */
export const isTooFine = (limit: Limit, features: Features): boolean => limitBound(limit, features) > MOST;
