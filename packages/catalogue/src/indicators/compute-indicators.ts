import {
  type CalendarDate,
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  INDICATOR_NAMES,
  INDICATORS,
  type IndicatorName,
  type Indicators,
} from '@xinqiao/contracts';
import { enforcementFormulas } from './enforcement.ts';
import { citFormulas, statementFormulas } from './financials.ts';
import { type Figure, formulasOf, type ItemFormulas } from './formula.ts';
import { gradeFormulas } from './grade.ts';
import { invoiceFormulas } from './invoice.ts';
import { fundFormulas, insuranceFormulas, utilityFormulas } from './livelihood.ts';
import { changeFormulas, penaltyFormulas, profileFormulas, shareholderFormulas } from './registration.ts';
import { paymentFormulas, reductionFormulas, refundFormulas } from './tax-movements.ts';
import {
  arrearsFormulas,
  auditFormulas,
  lateFeeFormulas,
  statusFormulas,
  violationFormulas,
} from './tax-standing.ts';
import { vatFormulas } from './vat.ts';
import { coverage } from './window.ts';

/** The formulas by the data item they read. */
export const FORMULAS: { readonly [K in DataItemId]: ItemFormulas<K> } = {
  'registration.profile': profileFormulas,
  'registration.shareholders': shareholderFormulas,
  'registration.changes': changeFormulas,
  'registration.penalties': penaltyFormulas,
  'tax.status': statusFormulas,
  'tax.vat-returns': vatFormulas,
  'tax.payments': paymentFormulas,
  'tax.refunds': refundFormulas,
  'tax.reductions': reductionFormulas,
  'tax.cit-returns': citFormulas,
  'tax.financial-statements': statementFormulas,
  'tax.credit-grades': gradeFormulas,
  'tax.arrears': arrearsFormulas,
  'tax.late-fees': lateFeeFormulas,
  'tax.violations': violationFormulas,
  'tax.audits': auditFormulas,
  'invoice.summary': invoiceFormulas,
  'invoice.lines': formulasOf(() => null, {}),
  'social.insurance': insuranceFormulas,
  'housing-fund.deposits': fundFormulas,
  'utility.usage': utilityFormulas,
  'enforcement.records': enforcementFormulas,
};

/**
 * Derived figures (衍生指标) of one subject. Windows are whole calendar months that end with the month
 * before `asOf`; the formula of each, in words, is in `INDICATORS`.
 *
 * Pure and exact: AMOUNT has 2 places, RATIO at most 6, ties to even. An item that is absent makes its
 * indicators null; an item that is present is taken to be whole.
 *
 * @param records Records by data item.
 * @param asOf Day the figures stand for, Asia/Shanghai.
 * @param names Indicators wanted; default all.
 * @param covered Days the records speak of, when they do not reach back as far as a source can. An indicator
 *   that reads months not wholly covered is null, so that a short range cannot pass for a quiet past.
 */
export function computeIndicators(
  records: Partial<DataItemRecords>,
  asOf: CalendarDate,
  names: readonly IndicatorName[] = INDICATOR_NAMES,
  covered?: DateRange,
): Indicators {
  const isCovered = covered ? coverage(covered, asOf) : () => true;
  const figures = new Map<DataItemId, (name: IndicatorName) => Figure | undefined>();
  const figuresOf = (item: DataItemId) => {
    const known = figures.get(item) ?? figuresOn(item, records, asOf);
    figures.set(item, known);
    return known;
  };
  return Object.fromEntries(
    names.map((name) => {
      const figure = figuresOf(INDICATORS[name].item)(name);
      return [name, figure && isCovered(figure.reads) ? figure.value() : null];
    }),
  );
}

function figuresOn<K extends DataItemId>(
  item: K,
  records: Partial<DataItemRecords>,
  asOf: CalendarDate,
): (name: IndicatorName) => Figure | undefined {
  const input = records[item];
  return input === undefined ? () => undefined : FORMULAS[item].on(input, asOf);
}

/** Names of the indicators computed from an item, in the order of the contracts. */
export const indicatorsOf = (item: DataItemId): IndicatorName[] => NAMES_BY_ITEM.get(item) ?? [];

const NAMES_BY_ITEM = Map.groupBy(INDICATOR_NAMES, (name): DataItemId => INDICATORS[name].item);
