import { z } from 'zod';
import { Month } from '../values/index.ts';
import { PolicyName, PolicyVersionNumber } from './policy-version.ts';

export const DriftLight = z
  .enum(['GREEN', 'YELLOW', 'RED'])
  .describe('GREEN below a stability index of 0.10, YELLOW from 0.10, RED from 0.25.');

const Index = z
  .string()
  .regex(/^[0-9]+\.[0-9]{4}$/)
  .describe('Population stability index, four places (Siddiqi 2017).');

const Drift = z.strictObject({
  characteristic: z.string().nullable().describe('Which characteristic; null for the score.'),
  index: Index,
  light: DriftLight,
  beyondChance: z
    .boolean()
    .describe('Whether it is more than chance shows in one month of twenty, however often it is looked at.'),
});

/** What became of the applicants of a policy, month by month, beside those it was made from. */
export const PolicyWatch = z
  .strictObject({
    policyId: PolicyName,
    version: PolicyVersionNumber,
    uncounted: z.int().nonnegative().describe('Decisions not counted yet; they are within seconds.'),
    baseline: z
      .strictObject({
        source: z
          .enum(['GIVEN', 'FIRST_MONTHS'])
          .describe('GIVEN with the draft, or the FIRST_MONTHS of its use.'),
        applicants: z.int().positive().describe('How many it counts.'),
      })
      .nullable()
      .describe('What drift is measured from; null while too few were decided on.'),
    months: z
      .array(
        z.strictObject({
          month: Month.describe('Month of the decisions, Asia/Shanghai.'),
          approved: z.int().nonnegative().describe('How many were approved.'),
          declined: z.int().nonnegative().describe('How many were declined.'),
          referred: z.int().nonnegative().describe('How many were referred to people.'),
          drift: z
            .array(Drift)
            .nullable()
            .describe(
              'The score, then each characteristic in policy order; null without a baseline, and for months that make it.',
            ),
        }),
      )
      .describe('Months with decisions, latest first, at most 36.'),
  })
  .meta({ id: 'PolicyWatch', description: 'How the applicants of a policy are distributed, by month.' });
export type PolicyWatch = z.infer<typeof PolicyWatch>;
