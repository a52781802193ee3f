import { floorToYuan } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import type { Amount, Factor, Limit } from '../policy/limit.ts';
import type { FeatureValues } from './feature-values.ts';

export interface LimitTermValue {
  /** Name of the term. */
  readonly name: string;
  /** In yuan, exact; negative where the figures of the enterprise are. */
  readonly amount: Dec;
}

/**
 * Every term that can bind, with its amount, in policy order. The rating is admitted, the features are known.
 *
 * Each named term is worked out once, however often it is named: written out a document is far longer than it looks.
 */
export function limitTerms(limit: Limit, rating: string, values: FeatureValues): LimitTermValue[] {
  const terms = new Map([...(limit.terms ?? []), ...limit.leastOf].map((term) => [term.name, term]));
  const known = new Map<string, Dec>();
  const number = (feature: string) => new Dec(values.get(feature)!);

  const factor = (by: Factor): Dec => {
    if ('number' in by) return new Dec(by.number);
    if ('numberByRating' in by) return new Dec(by.numberByRating[rating]!);
    const ratio = 'feature' in by ? number(by.feature) : new Dec(1).minus(number(by.complementOf));
    return Dec.max(ratio, 0);
  };
  const value = (amount: Amount): Dec => {
    if ('feature' in amount) return number(amount.feature).times(amount.multiple);
    if ('capByRating' in amount) return new Dec(amount.capByRating[rating]!);
    if ('amount' in amount) return new Dec(amount.amount);
    if ('term' in amount) return named(amount.term);
    if ('leastOf' in amount) return Dec.min(...amount.leastOf.map(value));
    if ('greatestOf' in amount) return Dec.max(...amount.greatestOf.map(value));
    if ('sumOf' in amount) return amount.sumOf.map(value).reduce((sum, part) => sum.plus(part));
    if ('difference' in amount) return value(amount.difference[0]).minus(value(amount.difference[1]));
    return amount.product.factors
      .map(factor)
      .reduce((product, by) => product.times(by), value(amount.product.of));
  };
  const named = (name: string): Dec => {
    const found = known.get(name) ?? value(terms.get(name)!);
    known.set(name, found);
    return found;
  };
  return limit.leastOf.map(({ name }) => ({ name, amount: named(name) }));
}

/** The least term, rounded down, with its name (the first of several); null when it stays below the minimum. */
export function limitOf(
  limit: Limit,
  rating: string,
  values: FeatureValues,
): { amount: Dec; boundBy: string } | null {
  const terms = limitTerms(limit, rating, values);
  const least = terms.reduce((low, term) => (term.amount.lt(low.amount) ? term : low));
  const amount = floorToYuan(least.amount, limit.roundDownTo);
  return amount.gte(limit.minimum) ? { amount, boundBy: least.name } : null;
}
