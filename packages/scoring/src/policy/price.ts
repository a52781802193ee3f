import { AnnualRate } from '@xinqiao/contracts';
import { z } from 'zod';
import { Dec } from '../decimal.ts';
import { type Report, under } from './problem.ts';
import { checkByRating, type RatingBand, RatingName } from './rating.ts';
import { ReferenceId } from './reference.ts';

/** Simple yearly rate by rating, and the ceiling in law that none may pass. */
export const Price = z.strictObject({
  annualRateByRating: z.record(RatingName, AnnualRate).describe('Rate per year for each admitted rating.'),
  ceiling: z
    .strictObject({
      annualRate: AnnualRate.describe('Highest total cost per year; "0.24" = 24 %.'),
      reference: ReferenceId,
    })
    .describe('Ceiling in law or supervision, with its source.'),
  reference: ReferenceId,
});
export type Price = z.infer<typeof Price>;

export function checkPrice(
  { annualRateByRating, ceiling }: Price,
  bands: readonly RatingBand[],
  report: Report,
): void {
  const here = under(report, 'annualRateByRating');
  checkByRating(annualRateByRating, bands, here);
  for (const [rating, rate] of Object.entries(annualRateByRating)) {
    if (new Dec(rate).gt(ceiling.annualRate)) here([rating], 'RATE_ABOVE_CEILING');
  }
}
