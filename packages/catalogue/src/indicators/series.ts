import { type CalendarDate, type Month, monthsBetween, type Ratio } from '@xinqiao/contracts';
import { growthFigure } from './figure.ts';
import { monthOfDate } from './window.ts';

/** Months of a window by how long ago they were: 1 is the last whole month before that of `asOf`; `to` is the oldest. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The last `months` months. */
export const last = (months: number): Span => ({ from: 1, to: months });

/** The same number of months, `by` months earlier. */
export const earlier = ({ from, to }: Span, by: number): Span => ({ from: from + by, to: to + by });

export const isWithin = (ago: number, { from, to }: Span): boolean => from <= ago && ago <= to;

/** The months of a span, oldest first. */
export function oldestFirst({ from, to }: Span): number[] {
  const months: number[] = [];
  for (let ago = to; ago >= from; ago -= 1) months.push(ago);
  return months;
}

/** How many months before the month of `asOf` a day or month lies; 0 = the same month, negative = later. */
export const monthsAgo = (time: CalendarDate | Month, asOf: CalendarDate): number =>
  monthsBetween(monthOfDate(time), monthOfDate(asOf));

/** Exact sums by month, in hundredths and months ago. A month without an entry had no row. */
export class Series {
  readonly #byMonth: ReadonlyMap<number, bigint>;
  /** The sum of the last n months at place n, as far as it was asked for. */
  readonly #sums: bigint[] = [0n];

  constructor(byMonth: ReadonlyMap<number, bigint>) {
    this.#byMonth = byMonth;
  }

  has = (ago: number): boolean => this.#byMonth.has(ago);
  get = (ago: number): bigint => this.#byMonth.get(ago) ?? 0n;

  /** Months of the span with an entry, newest first. */
  monthsIn = (span: Span): number[] =>
    oldestFirst(span)
      .reverse()
      .filter((ago) => this.#byMonth.has(ago));

  /** @param span Months before that of `asOf`, from 1 on. */
  sumOver({ from, to }: Span): bigint {
    for (let ago = this.#sums.length; ago <= to; ago += 1)
      this.#sums.push((this.#sums[ago - 1] as bigint) + this.get(ago));
    return (this.#sums[to] as bigint) - (this.#sums[from - 1] as bigint);
  }
}

/**
 * Adds up the rows of each month.
 *
 * @param ago Months ago of a row.
 * @param figure What of it is added, in hundredths.
 */
export function seriesOf<Row>(
  rows: readonly Row[],
  ago: (row: Row) => number,
  figure: (row: Row) => bigint,
): Series {
  const byMonth = new Map<number, bigint>();
  for (const row of rows) {
    const month = ago(row);
    byMonth.set(month, (byMonth.get(month) ?? 0n) + figure(row));
  }
  return new Series(byMonth);
}

/** Months of the span whose figure is above 0. */
export const positiveMonths = (series: Series, span: Span): number =>
  oldestFirst(span).filter((ago) => series.get(ago) > 0n).length;

/** Sum over the last `months` ÷ that over as many months, `before` months earlier − 1. */
export const growthOver = (series: Series, months: number, before: number): Ratio | null =>
  growthFigure(series.sumOver(last(months)), series.sumOver(earlier(last(months), before)));

/**
 * Longest run of months of the span for which `holds` is false, counted from the first for which it is true, so
 * that the time before a beginning is no gap. The whole span when it never is.
 */
export function longestGap(span: Span, holds: (ago: number) => boolean): number {
  const months = oldestFirst(span);
  const first = months.findIndex(holds);
  return longestRun(months.slice(Math.max(first, 0)), (ago) => !holds(ago));
}

/** Length of the longest run of months for which `holds` is true. */
export function longestRun<Time>(months: readonly Time[], holds: (month: Time) => boolean): number {
  let longest = 0;
  let run = 0;
  for (const month of months) {
    run = holds(month) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
