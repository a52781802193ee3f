import { z } from 'zod';
import { INDICATORS } from './indicators.ts';

export type IndicatorName = keyof typeof INDICATORS;
export const INDICATOR_NAMES = Object.keys(INDICATORS) as [IndicatorName, ...IndicatorName[]];

/** Name of a derived figure; unit and source item are in the catalogue. */
export const IndicatorName = z
  .enum(INDICATOR_NAMES)
  .meta({ id: 'IndicatorName', description: 'Derived figure of the catalogue (衍生指标).' });

/** Decimal string for AMOUNT and RATIO, integer for COUNT, MONTHS and DAYS, letter for GRADE, null where inputs are missing. */
export const IndicatorValue = z
  .union([z.string().max(40), z.int(), z.null()])
  .describe(
    'Decimal string (yuan or fraction), integer (count, months or days), grade letter, or null = not known.',
  );
export type IndicatorValue = z.infer<typeof IndicatorValue>;

/** Indicator values of one subject. A name that is absent was not computed; null was computed and is not known. */
export const Indicators = z
  .partialRecord(IndicatorName, IndicatorValue)
  .meta({ id: 'Indicators', description: 'Indicator values by name.' });
export type Indicators = z.infer<typeof Indicators>;
