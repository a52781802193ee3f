import { z } from 'zod';
import { AnswerName } from '../answers/index.ts';
import { DisclosureLevel } from '../consent/index.ts';
import { DataItemId } from '../data-items/index.ts';
import { IndicatorName } from '../indicators/index.ts';
import { CalendarDate, LocalizedText, Period } from '../values/index.ts';
import { CatalogueField, DataLevel, Sensitivity } from './catalogue-field.ts';

/** A derived figure as the catalogue describes it. */
export const CatalogueIndicator = z
  .strictObject({
    name: IndicatorName,
    title: LocalizedText.describe('What it is called.'),
    unit: z
      .enum(['AMOUNT', 'RATIO', 'COUNT', 'MONTHS', 'DAYS', 'GRADE'])
      .describe('AMOUNT yuan, RATIO a fraction, COUNT, MONTHS and DAYS integers, GRADE a letter.'),
    months: z
      .int()
      .nonnegative()
      .describe(
        'Whole calendar months it reads, ending with the month before its day; 0 = the state on that day.',
      ),
    formula: LocalizedText.describe('How it is computed, and when it is null.'),
    inputs: z.array(z.string()).min(1).describe('Fields it reads, by their path.'),
  })
  .meta({ id: 'CatalogueIndicator', description: 'A derived figure (衍生指标).' });
export type CatalogueIndicator = z.infer<typeof CatalogueIndicator>;

/** An answer as the catalogue describes it. */
export const CatalogueAnswer = z
  .strictObject({
    name: AnswerName,
    question: LocalizedText.describe('The question it answers.'),
    kind: z
      .enum(['AT_LEAST', 'BAND'])
      .describe(
        'AT_LEAST true or false; BAND which of the intervals between the bounds: B0 is below the first.',
      ),
    indicator: IndicatorName.describe('The figure it is about; the figure itself is not given.'),
    bounds: z
      .array(z.string().min(1))
      .min(1)
      .describe('The one threshold of AT_LEAST, the edges of BAND in ascending order; fixed.'),
  })
  .meta({ id: 'CatalogueAnswer', description: 'An answer on offer (信息核查).' });
export type CatalogueAnswer = z.infer<typeof CatalogueAnswer>;

/** A data item as the catalogue (数据资源目录) describes it. */
export const CatalogueItem = z
  .strictObject({
    item: DataItemId,
    version: z.int().positive().describe('Version of the item’s schema, the last of `versions`.'),
    versions: z
      .array(
        z
          .strictObject({
            version: z.int().positive().describe('Version, from 1.'),
            validFrom: CalendarDate.describe('First day it is delivered, Asia/Shanghai.'),
            change: LocalizedText.describe('What it brought.'),
          })
          .meta({ id: 'CatalogueVersion', description: 'A version of a data item.' }),
      )
      .min(1)
      .describe('All versions, oldest first. What was published under a version never changes.'),
    name: LocalizedText.describe('Name of the item.'),
    agency: LocalizedText.describe('Agency that owns the data.'),
    updated: z
      .enum(['event', 'day', 'month', 'quarter', 'year'])
      .describe('How often the source is updated: event, day, month, quarter or year.'),
    freshness: Period.describe('Oldest that a record may be when it is delivered: what the agency promises.'),
    retention: Period.describe('How far back the agency keeps it.'),
    sensitivity: Sensitivity.describe(
      'P public, E enterprise-confidential, C1–C3 personal (JR/T 0171); a field may differ.',
    ),
    level: DataLevel,
    legalBasis: z.string().describe('Law or notice the delivery rests on.'),
    disclosure: z.array(DisclosureLevel).describe('Disclosure levels on offer.'),
    fields: z.array(CatalogueField).min(1).describe('Fields of the records, in the order of the schema.'),
    indicators: z.array(CatalogueIndicator).describe('Figures computed from it, for disclosure INDICATORS.'),
    answers: z.array(CatalogueAnswer).describe('Answers computed from it, for disclosure ANSWER.'),
    sample: z.unknown().describe('Records of an enterprise that does not exist, as they are delivered.'),
    schema: z.record(z.string(), z.unknown()).describe('JSON Schema 2020-12 of the records.'),
  })
  .meta({ id: 'CatalogueItem', description: 'A data item of the catalogue.' });
export type CatalogueItem = z.infer<typeof CatalogueItem>;
