import { INDICATORS, IndicatorName, NonNegativeAmountCny } from '@xinqiao/contracts';
import { z } from 'zod';
import { type Report, reportDuplicates, under } from './problem.ts';
import { checkByRating, type RatingBand, RatingName } from './rating.ts';
import { ReferenceId } from './reference.ts';

const TermName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .describe('Name of the term, unique in the limit.');

const PositiveAmountCny = NonNegativeAmountCny.refine(
  (amount) => amount !== '0.00',
  '金额须大于零 / Write an amount above zero',
);

/** A multiple of a figure of the enterprise. */
export const MultipleTerm = z.strictObject({
  name: TermName,
  feature: IndicatorName.describe('An indicator in yuan.'),
  multiple: z
    .string()
    .regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,3})(\.[0-9]{1,4})?$/)
    .describe('Factor above 0, at most 4 places: "7", "0.3".'),
  reference: ReferenceId,
});
export type MultipleTerm = z.infer<typeof MultipleTerm>;

/** The most that is lent at a rating. */
export const CapTerm = z.strictObject({
  name: TermName,
  capByRating: z.record(RatingName, PositiveAmountCny).describe('Cap in yuan for each admitted rating.'),
  reference: ReferenceId,
});
export type CapTerm = z.infer<typeof CapTerm>;

/** The limit is the least of its terms, rounded down; below the minimum there is none. */
export const Limit = z.strictObject({
  leastOf: z
    .array(z.union([MultipleTerm, CapTerm]))
    .min(1)
    .describe('Terms; the least one binds.'),
  roundDownTo: z.int().min(1).max(1_000_000).describe('Step the limit is rounded down to, in whole yuan.'),
  minimum: PositiveAmountCny.describe('Smallest limit that is granted, in yuan.'),
  reference: ReferenceId,
});
export type Limit = z.infer<typeof Limit>;

export function checkLimit({ leastOf }: Limit, bands: readonly RatingBand[], report: Report): void {
  const here = under(report, 'leastOf');
  reportDuplicates(leastOf, ({ name }) => name, 'name', here);
  leastOf.forEach((term, index) => {
    if ('capByRating' in term) checkByRating(term.capByRating, bands, under(here, index, 'capByRating'));
    else if (INDICATORS[term.feature].unit !== 'AMOUNT') here([index, 'feature'], 'FEATURE_NOT_AMOUNT');
  });
  if (!leastOf.some((term) => 'capByRating' in term)) here([], 'LIMIT_UNCAPPED');
  if (!leastOf.some((term) => 'feature' in term)) here([], 'LIMIT_UNFOUNDED');
}
