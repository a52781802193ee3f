import { AnnualRate, NonNegativeAmountCny } from '@xinqiao/contracts';
import { z } from 'zod';

/** A share or probability from 0 to 1 as a decimal string; at most 20 places, so that a table’s digits are all kept. */
export const Share = z
  .string()
  .regex(
    /^(0(\.[0-9]{1,20})?|1(\.0{1,20})?)$/,
    '须为 0 至 1 之间、至多二十位小数的字符串，13% 写作 "0.13" / Write a number from 0 to 1 as a string with at most 20 places: 13 % is "0.13"',
  )
  .describe('From 0 to 1 as a decimal string, at most 20 places.');
export type Share = z.infer<typeof Share>;

const RatingName = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{0,7}[+-]?$/)
  .describe('Name of a rating band, such as AAA.');
const IndustryName = z
  .string()
  .regex(/^[^\p{C}]{1,60}$/u)
  .describe('Industry as the bank groups them, such as a section of GB/T 4754.');

/** One firm that the bank is ready to lend to. */
export const Candidate = z.strictObject({
  firmId: z
    .string()
    .regex(/^[\p{L}\p{N}][^\p{C}]{0,59}$/u)
    .describe('The bank’s own name for the firm, unique in the problem; a letter or digit first.'),
  rating: RatingName,
  industry: IndustryName,
  defaultProbability: Share.describe('Probability of default within the year.'),
  lowest: NonNegativeAmountCny.describe('Least that is offered if anything is, in yuan; above 0.'),
  highest: NonNegativeAmountCny.describe('Limit of the firm, in yuan.'),
});
export type Candidate = z.infer<typeof Candidate>;

/** A rate the bank can offer, and the share of firms it loses by it (客户流失率). */
export const RatePoint = z.strictObject({
  annualRate: AnnualRate,
  churn: z
    .record(RatingName, Share)
    .describe('By rating: share of the firms that go elsewhere at this rate.'),
});
export type RatePoint = z.infer<typeof RatePoint>;

/** Most that is offered to all firms of one rating or industry together. */
export const Cap = z.strictObject({
  over: z.enum(['RATING', 'INDUSTRY']).describe('What the firms have in common.'),
  name: z.string().describe('Which rating or industry.'),
  atMost: z
    .union([
      z.strictObject({ amount: NonNegativeAmountCny.describe('In yuan.') }),
      z.strictObject({ shareOfBudget: Share.describe('Of the budget, whether or not it is used up.') }),
    ])
    .describe('An amount, or a share of the budget.'),
});
export type Cap = z.infer<typeof Cap>;

/** Whom to lend how much at what rate for one year, as a bank puts the question. */
export const AllocationProblem = z
  .strictObject({
    budget: NonNegativeAmountCny.describe('Money to lend, in yuan.'),
    budgetCounts: z
      .enum(['OFFERED', 'EXPECTED'])
      .describe(
        'OFFERED: offers may not pass the budget, even if every firm accepts. EXPECTED: what firms are expected to take may not; firms that go elsewhere at the rate leave their share to others.',
      ),
    fundingCost: AnnualRate.describe('What the lent money costs the bank per year.'),
    lossGivenDefault: Share.describe('Share of the loan that is lost when a firm defaults.'),
    rateCeiling: AnnualRate.describe('Highest rate that law or supervision allows.'),
    stepYuan: z.int().min(1).max(10_000_000).describe('Amounts are whole multiples of this many yuan.'),
    rates: z.array(RatePoint).min(1).max(200).describe('Rates that can be offered, from the lowest.'),
    firms: z.array(Candidate).max(100_000).describe('Firms to choose from.'),
    caps: z
      .array(Cap)
      .max(1000)
      .describe('Limits by rating and by industry; empty = none but those of the firms.'),
  })
  .meta({ id: 'AllocationProblem', description: 'Budget, costs, rates with churn, firms and limits.' });
export type AllocationProblem = z.infer<typeof AllocationProblem>;
