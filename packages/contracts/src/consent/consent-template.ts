import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { CalendarDate, LocalizedText, Period } from '../values/index.ts';
import { DisclosureLevel } from './disclosure.ts';
import { PurposeCode } from './purpose.ts';

/** What a bank may ask for under one purpose: the fair-use rules, as dated data. */
export const ConsentTemplate = z
  .strictObject({
    templateId: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,40}$/)
      .describe('Stable name of the template, lower-case slug.'),
    version: z.int().positive().describe('Version; a consent keeps the version it was asked under.'),
    name: LocalizedText.describe('Name shown to banks and owners.'),
    purpose: PurposeCode,
    fetchType: z.enum(['ONETIME', 'PERIODIC']).describe('ONETIME one package, PERIODIC several.'),
    items: z.array(DataItemId).min(1).describe('Data items that may be asked for.'),
    maxDisclosure: DisclosureLevel.describe('Highest disclosure level that serves the purpose.'),
    maxRange: Period.describe('Longest span of data, ISO 8601 duration, e.g. P24M.'),
    maxValidity: Period.describe('Longest validity of the consent, ISO 8601 duration, e.g. P12M.'),
    dataLife: Period.describe('How long the bank may keep the data after fetching, ISO 8601 duration.'),
    validFrom: CalendarDate.describe('First day the template may be used, Asia/Shanghai.'),
    reference: z.string().min(1).describe('Law or policy the limits follow.'),
  })
  .meta({ id: 'ConsentTemplate', description: 'Fair-use rules of one purpose.' });
export type ConsentTemplate = z.infer<typeof ConsentTemplate>;
