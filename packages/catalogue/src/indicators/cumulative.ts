import { addMonths, type CalendarDate, type Month, monthsBetween } from '@xinqiao/contracts';
import { monthOfDate } from './window.ts';

/** How many months before that of `asOf` the newest period may have closed, to stand for today. */
const NEWEST_MONTHS = 18;

/** Rows by the month they close with, of those that closed before the month of `asOf`. */
export type ByClosing<Row> = ReadonlyMap<Month, Row>;

/**
 * @param rank Of two rows of a month the one ranked higher counts, of equals the later in the list.
 */
export function byClosing<Row extends { readonly periodTo: CalendarDate }>(
  rows: readonly Row[],
  asOf: CalendarDate,
  rank: (row: Row) => number,
): ByClosing<Row> {
  const closed = new Map<Month, Row>();
  for (const row of rows) {
    const month = monthOfDate(row.periodTo);
    const other = closed.get(month);
    if (month < monthOfDate(asOf) && (!other || rank(row) >= rank(other))) closed.set(month, row);
  }
  return closed;
}

/** The newest month with a row; undefined when there is none within `atMost` months. */
export function newestClosing<Row>(
  rows: ByClosing<Row>,
  asOf: CalendarDate,
  atMost = NEWEST_MONTHS,
): Month | undefined {
  const newest = [...rows.keys()].sort().at(-1);
  return newest !== undefined && monthsBetween(newest, monthOfDate(asOf)) <= atMost ? newest : undefined;
}

/**
 * The figure of the months that end with `end`, out of figures that run since the begin of each year.
 *
 * @param figure In hundredths.
 * @returns undefined when a row it needs is missing.
 */
export function flowOver<Row>(
  rows: ByClosing<Row>,
  end: Month,
  months: number,
  figure: (row: Row) => bigint,
): bigint | undefined {
  const until = (month: Month): bigint | undefined => {
    const row = rows.get(month);
    return row === undefined ? undefined : figure(row);
  };
  const start = addMonths(end, 1 - months);
  let total = 0n;
  for (let year = start.slice(0, 4); year <= end.slice(0, 4); year = String(Number(year) + 1)) {
    const closing = `${year}-12` < end ? `${year}-12` : end;
    const opening = start > `${year}-01` ? addMonths(start, -1) : undefined;
    const later = until(closing);
    const earlier = opening === undefined ? 0n : until(opening);
    if (later === undefined || earlier === undefined) return undefined;
    total += later - earlier;
  }
  return total;
}
