import { GAP_WINDOWS, type IndicatorValue, WINDOWS, YEAR_ON_YEAR_WINDOWS } from '@xinqiao/contracts';
import { amountFigure, growthFigure, ratioFigure } from './figure.ts';
import { type AmountOf, type Filing, Filings } from './filings.ts';
import { type Formula, type Formulas, formulasOf, over } from './formula.ts';
import { earlier, longestGap, longestRun, oldestFirst, type Span } from './series.ts';

/** A family over the windows of the taxpayer, which may begin earlier than their months where returns are quarterly. */
const family = (
  base: string,
  windows: readonly number[],
  value: (filings: Filings, window: Span) => IndicatorValue,
  windowOf: (filings: Filings, months: number) => Span = (filings, months) => filings.window(months),
): Formulas<Filings> =>
  over<Filings>(
    base,
    windows,
    (filings, months) => value(filings, windowOf(filings, months)),
    (months, filings) => filings.monthsToSee(windowOf(filings, months)),
  );

/** A family over the returns of the window: null when there is none, or one reaches across an edge. */
const ofReturns = (
  base: string,
  value: (filed: readonly Filing[], filings: Filings, window: Span) => IndicatorValue,
): Formulas<Filings> =>
  family(base, WINDOWS, (filings, window) => {
    const filed = filings.within(window);
    return filed && filed.length > 0 ? value(filed, filings, window) : null;
  });

const sum = (base: string, amount: AmountOf) =>
  ofReturns(base, (_, filings, window) => amountFigure(filings.total(amount, window)));

const ratio = (base: string, part: AmountOf, whole: AmountOf) =>
  ofReturns(base, (_, filings, window) =>
    ratioFigure(filings.total(part, window), filings.total(whole, window)),
  );

/** Null when nothing of the later months was filed, when a month of the base was not, or the base is ≤ 0. */
function growth(filings: Filings, later: Span, before: number, amount: AmountOf): IndicatorValue {
  const base = earlier(later, before);
  if (filings.monthsFiled(base) < base.to - base.from + 1 || !filings.within(base)) return null;
  if (!filings.within(later)?.length) return null;
  return growthFigure(filings.total(amount, later), filings.total(amount, base));
}

const growths = (
  base: string,
  windows: readonly number[],
  before: (months: number) => number,
): Formulas<Filings> =>
  over<Filings>(
    base,
    windows,
    (filings, months) => growth(filings, filings.windowDue(months, before(months)), before(months), 'sales'),
    (months, filings) => filings.windowDue(months, before(months)).to + before(months),
  );

const growth12 = (amount: AmountOf): Formula<Filings> => ({
  reads: 24,
  value: (filings) => growth(filings, filings.yearToCompare(), 12, amount),
});

/** A family over the months of the window, null when none was filed. */
const zeroMonths = (
  base: string,
  value: (window: Span, isZero: (ago: number) => boolean) => number,
): Formulas<Filings> =>
  family(base, WINDOWS, (filings, window) =>
    filings.monthsFiled(window) === 0 ? null : value(window, (ago) => filings.at(ago)?.isZero ?? false),
  );

/**
 * Indicators of `tax.vat-returns`.
 *
 * A month without a return is a month not filed: nothing is known of its sales, so it is never taken for zero. A
 * quarterly return fills three months.
 */
export const vatFormulas = formulasOf<'tax.vat-returns', Filings>(
  (returns, asOf) => new Filings(returns, asOf),
  {
    ...family('vatFiledMonths', WINDOWS, (filings, window) => filings.monthsFiled(window)),
    ...sum('vatSales', 'sales'),
    ...growths('vatSalesGrowth', [1, 3, 6], (months) => months),
    vatSalesGrowth12: growth12('sales'),
    ...growths('vatSalesYearOnYear', YEAR_ON_YEAR_WINDOWS, () => 12),
    ...sum('vatPayable', 'payable'),
    vatPayableGrowth12: growth12('payable'),
    ...sum('vatReduced', 'reduced'),
    ...sum('vatPaid', 'paid'),
    ...ratio('vatBurden', 'paid', 'sales'),
    ...ratio('vatInputShare', 'input', 'output'),
    ...ratio('vatExemptShare', 'exempt', 'sales'),
    ...zeroMonths('zeroFilingMonths', (window, isZero) => oldestFirst(window).filter(isZero).length),
    ...zeroMonths('longestZeroFilingStreak', (window, isZero) => longestRun(oldestFirst(window), isZero)),
    ...ofReturns('lateFilings', (filed) => filed.filter(({ daysLate }) => daysLate > 0).length),
    ...ofReturns('longestFilingDelay', (filed) => Math.max(...filed.map(({ daysLate }) => daysLate))),
    ...family(
      'longestUnfiledGap',
      GAP_WINDOWS,
      (filings, window) => longestGap(window, (ago) => filings.at(ago) !== undefined),
      (filings, months) => filings.windowDue(months),
    ),
  },
);
