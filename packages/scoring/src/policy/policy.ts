import { CalendarDate, LocalizedText } from '@xinqiao/contracts';
import { z } from 'zod';
import { AdmissionRule } from './admission.ts';
import { Feature } from './feature.ts';
import { Limit } from './limit.ts';
import { Price } from './price.ts';
import { RatingBand } from './rating.ts';
import { Reference } from './reference.ts';
import { Scorecard } from './scorecard.ts';

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
    references: z.array(Reference).min(1).describe('Where the numbers come from.'),
    features: z.array(Feature).min(1).describe('Indicators the policy reads, and what their absence means.'),
    admission: z.array(AdmissionRule).describe('Rules before scoring; their order is the order of reasons.'),
    scorecard: Scorecard.describe('Points by indicator.'),
    rating: z.array(RatingBand).min(1).describe('Bands of the score, best first.'),
    limit: Limit.describe('How much.'),
    price: Price.describe('At which rate.'),
  })
  .meta({
    id: 'PolicyDocument',
    description: 'Lending policy as data: admission, scorecard, rating, limit and price.',
  });
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/**
 * A policy that `parsePolicy` has checked and frozen: every number and every grade falls into exactly one
 * attribute, every band can be reached, absence never helps, no rate passes the ceiling.
 */
export type Policy = PolicyDocument & z.core.$brand<'Policy'>;
