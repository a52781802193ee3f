import { Dec } from '../decimal.ts';
import type { Price } from '../policy/price.ts';

/** Places a rate by risk is rounded up to: 0.01 of a percent. */
export const RATE_PLACES = 4;

/**
 * The rate per year of an applicant who is lent to.
 *
 * @param probability Probability of default; needed where the price goes by risk.
 * @returns Null where a rate by risk would pass the ceiling.
 */
export function annualRateOf(price: Price, rating: string, probability: string | null): string | null {
  if ('annualRateByRating' in price) return price.annualRateByRating[rating]!;
  const { fundingCost, lossGivenDefault, margin, floor } = price.byRisk;
  const fair = new Dec(probability!).times(lossGivenDefault).plus(fundingCost).plus(margin);
  const rate = Dec.max(fair.toDecimalPlaces(RATE_PLACES, Dec.ROUND_CEIL), floor);
  return rate.gt(price.ceiling.annualRate) ? null : rate.toFixed();
}
