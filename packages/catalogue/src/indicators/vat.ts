import { type Money, type Month, sumAmounts, type VatReturn } from '@xinqiao/contracts';
import { amountFigure, growthFigure } from './figure.ts';
import type { Formulas } from './formula.ts';
import { longestRun, windowBefore } from './window.ts';

/**
 * Indicators of `tax.vat-returns`.
 *
 * A month without a return is a month not filed: nothing is known of its sales, so it is never taken for
 * zero. Where a period occurs twice, the later row in the list counts: a return corrected is a return
 * replaced. Sales are taxable, simplified and exempt sales together.
 */
export const vatFormulas = {
  /** Months of the last 12 with a return. 0 when none was filed; never null. */
  vatFiledMonths12: { months: 12, value: (returns, asOf) => filedIn(returns, windowBefore(asOf, 12)).length },

  /** Sales of the returns of the last 12 months. Null when none was filed. */
  vatSales12: {
    months: 12,
    value: (returns, asOf) => {
      const filed = filedIn(returns, windowBefore(asOf, 12));
      return filed.length > 0 ? amountFigure(salesOf(filed)) : null;
    },
  },

  /**
   * Sales of the last 12 months ÷ sales of the 12 months before − 1. While the last month is not filed yet
   * (its return is due in the month of `asOf`), it and the same month a year before are left out of both.
   * Null when none of the later months was filed, when one of the earlier was not (a short year is no
   * base), or when the earlier sales are ≤ 0.
   */
  vatSalesGrowth12: {
    months: 24,
    value: (returns, asOf) => {
      const window = windowBefore(asOf, 12);
      const compared = filedIn(returns, window.slice(-1)).length > 0 ? 12 : 11;
      const later = filedIn(returns, window.slice(0, compared));
      const earlier = filedIn(returns, windowBefore(asOf, 12, 12).slice(0, compared));
      if (later.length === 0 || earlier.length < compared) return null;
      return growthFigure(salesOf(later), salesOf(earlier));
    },
  },

  /** `taxPayable` of the returns of the last 12 months, reductions not deducted. Null when none was filed. */
  vatPayable12: {
    months: 12,
    value: (returns, asOf) => {
      const filed = filedIn(returns, windowBefore(asOf, 12));
      return filed.length > 0 ? amountFigure(sumAmounts(filed.map(({ taxPayable }) => taxPayable))) : null;
    },
  },

  /** Returns of the last 12 months with sales and tax payable all 0.00 (零申报). Null when none was filed. */
  zeroFilingMonths12: {
    months: 12,
    value: (returns, asOf) => {
      const filed = filedIn(returns, windowBefore(asOf, 12));
      return filed.length > 0 ? filed.filter(isZeroFiling).length : null;
    },
  },

  /**
   * Longest run of consecutive months with a zero filing in the last 12. A month not filed ends a run.
   * Null when none was filed.
   */
  longestZeroFilingStreak12: {
    months: 12,
    value: (returns, asOf) => {
      const window = windowBefore(asOf, 12);
      const filed = filedIn(returns, window);
      const zero = new Set(filed.filter(isZeroFiling).map(({ period }) => period));
      return filed.length > 0 ? longestRun(window, (month) => zero.has(month)) : null;
    },
  },

  /** Returns of the last 12 months with `daysLate` > 0. Null when none was filed. */
  lateFilings12: {
    months: 12,
    value: (returns, asOf) => {
      const filed = filedIn(returns, windowBefore(asOf, 12));
      return filed.length > 0 ? filed.filter(({ daysLate }) => daysLate > 0).length : null;
    },
  },
} as const satisfies Formulas<'tax.vat-returns'>;

/** One return per filed month of the window, the last of each period. */
function filedIn(returns: readonly VatReturn[], window: readonly Month[]): VatReturn[] {
  const byPeriod = new Map(returns.map((filed) => [filed.period, filed]));
  return window.flatMap((month) => byPeriod.get(month) ?? []);
}

const salesOf = (returns: readonly VatReturn[]): Money =>
  sumAmounts(
    returns.flatMap(({ taxableSales, simplifiedSales, exemptSales }) => [
      taxableSales,
      simplifiedSales,
      exemptSales,
    ]),
  );

const isZeroFiling = ({ taxableSales, simplifiedSales, exemptSales, taxPayable }: VatReturn): boolean =>
  [taxableSales, simplifiedSales, exemptSales, taxPayable].every((amount) => amount === '0.00');
