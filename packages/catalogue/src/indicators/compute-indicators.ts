import {
  type CalendarDate,
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  INDICATOR_NAMES,
  INDICATORS,
  type IndicatorName,
  type Indicators,
  type IndicatorValue,
} from '@xinqiao/contracts';
import { arrearsFormulas } from './arrears.ts';
import { enforcementFormulas } from './enforcement.ts';
import type { Formulas } from './formula.ts';
import { gradeFormulas } from './grade.ts';
import { invoiceFormulas } from './invoice.ts';
import { registrationFormulas } from './registration.ts';
import { vatFormulas } from './vat.ts';
import { coversWindow } from './window.ts';

/** The formulas by the data item they read. */
export const FORMULAS: { readonly [K in DataItemId]: Formulas<K> } = {
  'registration.profile': registrationFormulas,
  'tax.vat-returns': vatFormulas,
  'tax.credit-grades': gradeFormulas,
  'tax.arrears': arrearsFormulas,
  'invoice.summary': invoiceFormulas,
  'invoice.lines': {},
  'enforcement.records': enforcementFormulas,
};

/**
 * Derived figures (衍生指标) of one subject. Windows are whole calendar months that end with the month
 * before `asOf`; formula, window and null rule of each stand beside it in this folder.
 *
 * Pure and exact: AMOUNT has 2 places, RATIO at most 6, ties to even. An item that is absent makes its
 * indicators null; an item that is present is taken to be whole.
 *
 * @param records Records by data item.
 * @param asOf Day the figures stand for, Asia/Shanghai.
 * @param names Indicators wanted; default all.
 * @param covered Days the records speak of, when they do not reach back as far as a source can. An indicator
 *   whose window is not wholly covered is null, so that a short range cannot pass for a quiet past.
 */
export function computeIndicators(
  records: Partial<DataItemRecords>,
  asOf: CalendarDate,
  names: readonly IndicatorName[] = INDICATOR_NAMES,
  covered?: DateRange,
): Indicators {
  return Object.fromEntries(
    names.map((name) => [name, indicatorValue(INDICATORS[name].item, name, records, asOf, covered)]),
  );
}

/** Names of the indicators computed from an item, in the order of the contracts. */
export const indicatorsOf = (item: DataItemId): IndicatorName[] =>
  INDICATOR_NAMES.filter((name) => INDICATORS[name].item === item);

function indicatorValue<K extends DataItemId>(
  item: K,
  name: IndicatorName,
  records: Partial<DataItemRecords>,
  asOf: CalendarDate,
  covered: DateRange | undefined,
): IndicatorValue {
  const input = records[item];
  const formula = FORMULAS[item][name];
  if (input === undefined || formula === undefined) return null;
  if (covered && !coversWindow(covered, asOf, formula.months)) return null;
  return formula.value(input, asOf);
}
