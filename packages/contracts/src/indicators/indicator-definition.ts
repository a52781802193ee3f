import type { DataItemId } from '../data-items/index.ts';
import type { LocalizedText } from '../values/index.ts';

/**
 * How an indicator's value is written: AMOUNT yuan, RATIO a fraction, COUNT, MONTHS and DAYS integers, GRADE
 * A/B/M/C/D.
 */
export type IndicatorUnit = 'AMOUNT' | 'RATIO' | 'COUNT' | 'MONTHS' | 'DAYS' | 'GRADE';

/** Lowest and highest value a formula can give, in the unit of the indicator; null = no such end. */
export type IndicatorRange = readonly [lowest: number | null, highest: number | null];

/** One derived figure of the catalogue (衍生指标). */
export interface IndicatorDefinition {
  readonly name: LocalizedText;
  readonly unit: IndicatorUnit;
  /** The one data item it is computed from; a consent to INDICATORS of that item covers it. */
  readonly item: DataItemId;
  /** Window in whole calendar months that end with the month before `asOf`; 0 = the state on `asOf`. */
  readonly months: number;
  /** The formula in words, with what makes the figure null. */
  readonly formula: LocalizedText;
  /** Fields of the item's records it reads; `months.amount` is `amount` of the entries of `months`. */
  readonly inputs: readonly string[];
  /** A value outside is an error in the data, however good it looks. */
  readonly range: IndicatorRange;
}

/** Windows of the families, in months. */
export const WINDOWS = [1, 3, 6, 12, 24, 36] as const;
/** Windows of growth against the months just before: twice as many are read, and 36 are kept. */
export const GROWTH_WINDOWS = [1, 3, 6, 12] as const;
/** Windows of growth against the same months a year earlier; over 12 months the two growths are one. */
export const YEAR_ON_YEAR_WINDOWS = [1, 3, 6] as const;
/** Windows of gaps and streaks, which are too short to see in fewer months. */
export const GAP_WINDOWS = [6, 12, 24, 36] as const;
/** Windows of figures that are stated by quarter. */
export const QUARTER_WINDOWS = [3, 6, 12, 24, 36] as const;

export const ANY: IndicatorRange = [null, null];
export const NOT_NEGATIVE: IndicatorRange = [0, null];
export const SHARE: IndicatorRange = [0, 1];

export interface IndicatorFacts {
  readonly unit: IndicatorUnit;
  /** Chinese, then English. `{n}` is the window; the English plural falls away where it is one month. */
  readonly name: readonly [zh: string, en: string];
  readonly formula: readonly [zh: string, en: string];
  readonly inputs: readonly string[];
  /** WINDOW = from 0 to the months of the window. Default: that for MONTHS, not negative for counts and days, else any. */
  readonly range?: IndicatorRange | 'WINDOW';
}

/** An indicator of the state on `asOf`. */
export const state = (item: DataItemId, facts: IndicatorFacts): IndicatorDefinition =>
  definition(item, 0, facts);

/** A family: the same formula over several windows, named by its base and the months: `vatSales12`. */
export const family = <Base extends string, Months extends number>(
  base: Base,
  windows: readonly Months[],
  item: DataItemId,
  facts: IndicatorFacts,
): { readonly [Name in `${Base}${Months}`]: IndicatorDefinition } =>
  Object.fromEntries(windows.map((months) => [`${base}${months}`, definition(item, months, facts)])) as never;

function definition(
  item: DataItemId,
  months: number,
  { unit, name, formula, inputs, range }: IndicatorFacts,
): IndicatorDefinition {
  const text = ([zh, en]: readonly [string, string]): LocalizedText => ({
    zh: zh.replaceAll('{n}', String(months)),
    en: inEnglish(en, months),
  });
  return {
    item,
    unit,
    months,
    name: text(name),
    formula: text(formula),
    inputs,
    range: range === 'WINDOW' ? [0, months] : (range ?? defaultRange(unit, months)),
  };
}

/** With a window of one month, "the last {n} months" reads "the last month", and "{n} months earlier" "1 month earlier". */
const inEnglish = (text: string, months: number): string =>
  months === 1
    ? text
        .replaceAll(/\b(the last|last|the) \{n\}( months)?/g, '$1 month')
        .replaceAll('{n} months', '1 month')
        .replaceAll('{n}', '1')
    : text.replaceAll('{n}', String(months));

function defaultRange(unit: IndicatorUnit, months: number): IndicatorRange {
  if (unit === 'MONTHS' && months > 0) return [0, months];
  return unit === 'COUNT' || unit === 'MONTHS' || unit === 'DAYS' ? NOT_NEGATIVE : ANY;
}
