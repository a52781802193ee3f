import { AnnualRate } from '@xinqiao/contracts';
import { z } from 'zod';
import { Dec } from '../decimal.ts';
import { Probability } from './default-probability.ts';
import { type Report, under } from './problem.ts';
import { checkByRating, type RatingBand, RatingName } from './rating.ts';
import { checkPriceOrder } from './rating-order.ts';
import { ReferenceId } from './reference.ts';

const shared = {
  ceiling: z
    .strictObject({
      annualRate: AnnualRate.describe('Highest total cost per year; "0.24" = 24 %.'),
      reference: ReferenceId,
    })
    .describe('Ceiling in law or supervision, with its source.'),
  reference: ReferenceId,
};

/** Simple yearly rate by rating, and the ceiling in law that none may pass. */
export const PriceByRating = z.strictObject({
  annualRateByRating: z.record(RatingName, AnnualRate).describe('Rate per year for each admitted rating.'),
  ...shared,
});

/**
 * Simple yearly rate by risk: funding cost + probability of default × loss given default + margin, rounded up at 4
 * places, not below the floor. An applicant whose rate would pass the ceiling is not lent to.
 */
export const PriceByRisk = z.strictObject({
  byRisk: z
    .strictObject({
      fundingCost: AnnualRate.describe('What the money costs the bank per year.'),
      lossGivenDefault: Probability.describe('Share that is lost when an enterprise defaults, 0 to 1.'),
      margin: AnnualRate.describe('Operating cost and return per year.'),
      floor: AnnualRate.describe('Lowest rate that is offered.'),
    })
    .describe('Parts of the rate: what the money, the risk and the bank’s own work cost per year.'),
  ...shared,
});

export const Price = z.union([PriceByRating, PriceByRisk]);
export type Price = z.infer<typeof Price>;

export function checkPrice(
  price: Price,
  bands: readonly RatingBand[],
  hasProbability: boolean,
  report: Report,
): void {
  const { ceiling } = price;
  if ('byRisk' in price) {
    if (!hasProbability) report(['byRisk'], 'PROBABILITY_ABSENT');
    const { fundingCost, margin, floor } = price.byRisk;
    const least = Dec.max(new Dec(fundingCost).plus(margin), floor);
    if (least.gt(ceiling.annualRate)) report(['byRisk'], 'RATE_ABOVE_CEILING');
    return;
  }
  const here = under(report, 'annualRateByRating');
  checkByRating(price.annualRateByRating, bands, here);
  for (const [rating, rate] of Object.entries(price.annualRateByRating)) {
    if (new Dec(rate).gt(ceiling.annualRate)) here([rating], 'RATE_ABOVE_CEILING');
  }
  checkPriceOrder(price, bands, report);
}

/** Places a rate by risk is rounded up to: 0.01 of a percent. */
const RATE_PLACES = 4;

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
