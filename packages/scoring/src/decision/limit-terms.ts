import { floorToYuan } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import type { Limit } from '../policy/limit.ts';
import type { FeatureValues } from './feature-values.ts';

export interface LimitTermValue {
  /** Name of the term. */
  readonly name: string;
  /** In yuan, exact; negative where the figure of the enterprise is. */
  readonly amount: Dec;
}

/** Every term's amount, in policy order. The rating is admitted, the features are known. */
export const limitTerms = ({ leastOf }: Limit, rating: string, values: FeatureValues): LimitTermValue[] =>
  leastOf.map((term) => ({
    name: term.name,
    amount:
      'capByRating' in term
        ? new Dec(term.capByRating[rating]!)
        : new Dec(values.get(term.feature)!).times(term.multiple),
  }));

/** The least term, rounded down; null when it stays below the minimum. */
export function limitOf(limit: Limit, rating: string, values: FeatureValues): Dec | null {
  const least = Dec.min(...limitTerms(limit, rating, values).map(({ amount }) => amount));
  const rounded = floorToYuan(least, limit.roundDownTo);
  return rounded.gte(limit.minimum) ? rounded : null;
}
