import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { CalendarDate, LocalizedText, Period } from '../values/index.ts';
import { DisclosureLevel } from './disclosure.ts';
import { ConsentMode, FetchType } from './fetch-type.ts';
import { Frequency } from './frequency.ts';
import { PurposeCode } from './purpose.ts';

/** What a fair-use rule caps. */
export const FairUseLimit = z
  .enum(['ITEM', 'DISCLOSURE', 'FETCH_TYPE', 'FREQUENCY', 'RANGE', 'VALIDITY', 'DATA_LIFE'])
  .describe('What a rule caps: item, level, fetch type, frequency, range, validity or data life.');
export type FairUseLimit = z.infer<typeof FairUseLimit>;

/** Where a limit comes from. */
export const FairUseReference = z
  .strictObject({
    ruleId: z.string().min(1).describe('Number of the rule.'),
    since: CalendarDate.describe('First day of the rule, Asia/Shanghai.'),
    reference: LocalizedText.describe('Law or policy it follows.'),
  })
  .meta({ id: 'FairUseReference', description: 'The dated rule a limit comes from.' });
export type FairUseReference = z.infer<typeof FairUseReference>;

const LimitRule = z
  .strictObject({
    limit: FairUseLimit,
    item: DataItemId.nullable().describe(
      'Item the rule is about; null = every item without a rule of its own.',
    ),
    ...FairUseReference.shape,
  })
  .meta({ id: 'LimitRule', description: 'Which rule set which limit of a template.' });

/** Limits of one item that differ from those of the template; what is absent is the template's. */
export const ItemLimits = z
  .strictObject({
    item: DataItemId,
    maxDisclosure: DisclosureLevel.optional().describe(
      'Highest disclosure level of a request with this item.',
    ),
    maxRange: Period.optional().describe('Longest span of data of a request with this item.'),
    maxFrequency: Frequency.optional().describe('Most deliveries of a request with this item.'),
    dataLife: Period.optional().describe('How long the data of a request with this item may be kept.'),
  })
  .meta({ id: 'ItemLimits', description: 'Limits of a request that names this item.' });
export type ItemLimits = z.infer<typeof ItemLimits>;

/** What a bank may ask for under one purpose: the fair-use rules that apply to it, resolved. */
export const ConsentTemplate = z
  .strictObject({
    templateId: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,40}$/)
      .describe('Stable name of the template, lower-case slug.'),
    version: z.int().positive().describe('Version; a consent keeps the version it was asked under.'),
    name: LocalizedText.describe('Name shown to banks and owners.'),
    purpose: PurposeCode,
    fetchType: FetchType.describe('Most that may be asked for: ONETIME one delivery, PERIODIC several.'),
    consentMode: ConsentMode,
    items: z.array(DataItemId).min(1).describe('Data items that may be asked for.'),
    maxDisclosure: DisclosureLevel.describe('Highest disclosure level that serves the purpose.'),
    maxRange: Period.describe('Longest span of data, ISO 8601 duration, e.g. P24M.'),
    maxValidity: Period.describe('Longest validity of the consent, ISO 8601 duration, e.g. P12M.'),
    maxFrequency: Frequency.nullable().describe('Most deliveries per period; null = no limit of its own.'),
    dataLife: Period.describe('How long the bank may keep the data after fetching, ISO 8601 duration.'),
    itemLimits: z
      .array(ItemLimits)
      .describe('Items with limits of their own; the tightest of a request counts.'),
    rules: z.array(LimitRule).describe('The rule behind each limit.'),
    validFrom: CalendarDate.describe('First day the template may be used, Asia/Shanghai.'),
    reference: z.string().min(1).describe('Law or policy the limits follow.'),
  })
  .meta({ id: 'ConsentTemplate', description: 'What may be asked for under one purpose.' });
export type ConsentTemplate = z.infer<typeof ConsentTemplate>;
