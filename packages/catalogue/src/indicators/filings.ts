import type { CalendarDate, VatReturn } from '@xinqiao/contracts';
import { hundredths, sumOf } from './figure.ts';
import { earlier, last, monthsAgo, oldestFirst, type Series, type Span, seriesOf } from './series.ts';

/** Amounts of a return that figures add up. */
export type AmountOf = 'sales' | 'payable' | 'reduced' | 'paid' | 'input' | 'output' | 'exempt';

/** A return with the months it fills. */
export interface Filing extends Span {
  /** Sales and tax payable all 0.00 (零申报). */
  readonly isZero: boolean;
  readonly isQuarterly: boolean;
  readonly daysLate: number;
  readonly row: VatReturn;
}

/**
 * The returns of a taxpayer by month.
 *
 * A return corrected is a return replaced: where two fill the same month, the later row in the list counts.
 */
export class Filings {
  readonly #filings: readonly Filing[];
  readonly #quarters: readonly Filing[];
  readonly #series = new Map<AmountOf, Series>();
  readonly #newest: Filing | undefined;
  readonly #thisMonth: number;
  readonly #byMonth = new Map<number, Filing>();
  /** Last month of the calendar quarter that ended last, in months ago: 1 in the month after it, else 2 or 3. */
  readonly #quarterEnd: number;

  constructor(returns: readonly VatReturn[], asOf: CalendarDate) {
    this.#thisMonth = Number(asOf.slice(5, 7)) - 1;
    this.#quarterEnd = (this.#thisMonth % 3) + 1;
    const kept: Filing[] = [];
    for (const row of returns.toReversed()) {
      const from = monthsAgo(row.period, asOf);
      const filing = filingOf(row, { from, to: from + row.months - 1 });
      const months = oldestFirst(filing);
      if (months.some((ago) => this.#byMonth.has(ago))) continue;
      kept.push(filing);
      for (const ago of months) this.#byMonth.set(ago, filing);
    }
    this.#filings = kept;
    this.#quarters = kept.filter(({ isQuarterly }) => isQuarterly);
    const past = kept.filter(({ from }) => from >= 1);
    this.#newest = past.toSorted((a, b) => a.from - b.from)[0];
  }

  /** The return that fills a month. */
  at(ago: number): Filing | undefined {
    return this.#byMonth.get(ago);
  }

  /** Months of the span that a return fills. */
  monthsFiled = (span: Span): number => oldestFirst(span).filter((ago) => this.#byMonth.has(ago)).length;

  /**
   * The returns of a span; undefined when one reaches across an edge of it: what of a quarter falls inside is
   * not known.
   */
  within(span: Span): readonly Filing[] | undefined {
    const touching = this.#filings.filter(({ from, to }) => from <= span.to && to >= span.from);
    return touching.every(({ from, to }) => span.from <= from && to <= span.to) ? touching : undefined;
  }

  /** Sum of one amount of the returns of a span, none of which reaches across an edge of it. */
  total(amount: AmountOf, span: Span): bigint {
    const series =
      this.#series.get(amount) ??
      seriesOf(
        this.#filings,
        ({ from }) => from,
        ({ row }) => AMOUNTS[amount](row),
      );
    this.#series.set(amount, series);
    return series.sumOver(span);
  }

  /**
   * The window of a figure: the last months. Where returns are quarterly it ends with the last calendar quarter,
   * or in the month in which that quarter is filed and as long as it is not, with the one before.
   */
  window(months: number): Span {
    return this.#isQuarterly(last(months)) ? earlier(last(months), this.#quarterFiled() - 1) : last(months);
  }

  /**
   * How many months have to be seen for the figures of a window. A month that is not filed may be one of a quarter
   * that began before the days that are seen and was left out of the records, so its whole quarter has to be; and
   * where there is no return at all, the last quarter that may have been filed.
   */
  monthsToSee({ from, to }: Span): number {
    if (!this.#newest) return Math.max(to - from + 4, 6);
    return this.#byMonth.has(to) ? to : to + ((this.#thisMonth - to + 120) % 3);
  }

  /**
   * The window of a figure that a return not filed yet must not count against: as `window`, and while the return of
   * the last month is not filed it ends a month earlier.
   *
   * @param before Months back to the window that it is compared with, if it is.
   */
  windowDue(months: number, before = 0): Span {
    if (this.#isQuarterly(last(months + before))) return earlier(last(months), this.#quarterFiled() - 1);
    return earlier(last(months), this.#byMonth.has(1) ? 0 : 1);
  }

  /**
   * What of the last 12 months is compared with the year before: all but a last month or quarter that is not
   * filed yet; where returns are quarterly, the calendar quarters that lie wholly inside.
   */
  yearToCompare(): Span {
    const isFiled = this.#byMonth.has(1);
    if (!this.#isQuarterly(last(24))) return { from: isFiled ? 1 : 2, to: 12 };
    const from = this.#quarterFiled();
    return { from, to: from + Math.floor((13 - from) / 3) * 3 - 1 };
  }

  /** True when the newest return is quarterly, or one that the span touches. */
  #isQuarterly = (span: Span): boolean =>
    this.#newest?.isQuarterly === true ||
    this.#quarters.some(({ from, to }) => from <= span.to && to >= span.from);

  #quarterFiled(): number {
    return this.#quarterEnd === 1 && !this.#byMonth.has(1) ? 4 : this.#quarterEnd;
  }
}

const filingOf = (row: VatReturn, span: Span): Filing => ({
  ...span,
  row,
  isZero: [row.taxableSales, row.simplifiedSales, row.exemptSales, row.taxPayable].every(
    (amount) => amount === '0.00',
  ),
  isQuarterly: row.months === 3,
  daysLate: row.daysLate,
});

const AMOUNTS: Readonly<Record<AmountOf, (row: VatReturn) => bigint>> = {
  sales: (row) => sumOf([row.taxableSales, row.simplifiedSales, row.exemptSales]),
  payable: ({ taxPayable }) => hundredths(taxPayable),
  reduced: ({ taxReduced }) => hundredths(taxReduced),
  paid: ({ taxPaid }) => hundredths(taxPaid),
  input: ({ inputTax }) => hundredths(inputTax),
  output: ({ outputTax }) => hundredths(outputTax),
  exempt: ({ exemptSales }) => hundredths(exemptSales),
};
