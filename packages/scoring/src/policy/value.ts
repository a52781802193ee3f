import {
  AmountCny,
  INDICATORS,
  type IndicatorName,
  type IndicatorUnit,
  Ratio,
  TaxCreditGradeLetter,
} from '@xinqiao/contracts';
import { z } from 'zod';

/** A bound or a value in a policy, written in the unit of its indicator. */
export const PolicyValue = z
  .union([z.string().max(40), z.int()])
  .describe('In the unit of the indicator: "10000.00" yuan, "0.3" ratio, 24 months or times, "A" grade.');
export type PolicyValue = z.infer<typeof PolicyValue>;

const UNITS: Record<IndicatorUnit, z.ZodType> = {
  AMOUNT: AmountCny,
  RATIO: Ratio,
  COUNT: z.int(),
  MONTHS: z.int(),
  DAYS: z.int(),
  GRADE: TaxCreditGradeLetter,
};

/** Whether the value is written as values of this indicator are. */
export const fitsUnit = (indicator: IndicatorName, value: unknown): boolean =>
  UNITS[INDICATORS[indicator].unit].safeParse(value).success;

export const isGrade = (indicator: IndicatorName): boolean => INDICATORS[indicator].unit === 'GRADE';
