import { CalendarDate, LocalizedText } from '@xinqiao/contracts';
import { z } from 'zod';
import { AdmissionRule } from './admission.ts';
import { DefaultProbability } from './default-probability.ts';
import { Feature } from './feature.ts';
import { Limit } from './limit.ts';
import { Price } from './price.ts';
import { RatingBand } from './rating.ts';
import { OwnReason } from './reason.ts';
import { Reference } from './reference.ts';
import { ReferralRule } from './referral.ts';
import { Scorecard } from './scorecard.ts';
import { Tenor } from './tenor.ts';
import { WarningTrigger } from './warning.ts';

/** A lending policy as its author writes it: dated, versioned, with its sources; nothing in it is executed. */
export const PolicyDocument = z
  .strictObject({
    policyId: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(60)
      .describe('Name of the policy in lower case: `shui-rong-tong`.'),
    version: z
      .string()
      .regex(/^[1-9][0-9]{3}-[1-9][0-9]{0,2}$/)
      .describe('Year and number: `2026-1`. A change is a new version, never an edit.'),
    name: LocalizedText.describe('Name of the policy for people.'),
    validFrom: CalendarDate.describe('First day the policy decides, Asia/Shanghai.'),
    validTo: CalendarDate.nullable().describe('Last day it decides, included, Asia/Shanghai; null = open.'),
    references: z.array(Reference).min(1).max(1000).describe('Where the numbers come from.'),
    reasons: z.array(OwnReason).max(500).optional().describe('Reasons that the platform’s list lacks.'),
    features: z
      .array(Feature)
      .min(1)
      .max(1000)
      .describe('What the policy reads, and what its absence means.'),
    admission: z
      .array(AdmissionRule)
      .max(1000)
      .describe('Rules before scoring; their order is the order of reasons.'),
    scoreDeclined: z
      .boolean()
      .optional()
      .describe(
        'Whether an applicant whom a rule declines is rated all the same, for validation; default false. What blocks scoring for want of data still does.',
      ),
    scorecard: Scorecard.describe('Points by feature.'),
    rating: z.array(RatingBand).min(1).max(100).describe('Bands of the score, best first.'),
    defaultProbability: DefaultProbability.optional().describe(
      'Probability of default within a year, by score; needed where the price or a referral goes by it.',
    ),
    limit: Limit.describe('How much.'),
    price: Price.describe('At which rate.'),
    tenor: Tenor.optional().describe('For how long; default not said here.'),
    referrals: z
      .array(ReferralRule)
      .max(100)
      .optional()
      .describe('What sends an approval to a person; default none.'),
    warnings: z.array(WarningTrigger).max(1000).optional().describe('Triggers after the loan; default none.'),
  })
  .meta({
    id: 'PolicyDocument',
    description:
      'Lending policy as data: admission, scorecard, rating, probability of default, limit, price, referral and warning.',
  });
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/** The form of a policy document as JSON Schema 2020-12, for editors; `parsePolicy` checks far more. */
export const policySchema = (): object => z.toJSONSchema(PolicyDocument, { io: 'input' });

/**
 * A policy that `parsePolicy` has checked and frozen: every number and every category falls into exactly one
 * attribute, every band lies within the scores that points can add up to, absence never helps, no rate passes the
 * ceiling.
 */
export type Policy = PolicyDocument & z.core.$brand<'Policy'>;
