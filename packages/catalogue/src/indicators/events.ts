import { type CalendarDate, WINDOWS } from '@xinqiao/contracts';
import { amountFigure, hundredths } from './figure.ts';
import { type Formulas, over } from './formula.ts';
import { isWithin, last, monthsAgo, type Series, seriesOf } from './series.ts';

/** Months ago of things that happened on a day; entries without a day are left out. */
export const agesOf = (days: readonly (CalendarDate | null)[], asOf: CalendarDate): number[] =>
  days.flatMap((day) => (day === null ? [] : monthsAgo(day, asOf)));

/** A family that counts what happened in the window. */
export const counting = <Facts>(base: string, ages: (facts: Facts) => readonly number[]): Formulas<Facts> =>
  over(base, WINDOWS, (facts, months) => ages(facts).filter((ago) => isWithin(ago, last(months))).length);

/** A family that adds up amounts of the window; 0.00 without any. */
export const summing = <Facts>(base: string, series: (facts: Facts) => Series): Formulas<Facts> =>
  over(base, WINDOWS, (facts, months) => amountFigure(series(facts).sumOver(last(months))));

/** Amounts by the month of a day; rows without that day are left out. */
export const amountsBy = <Row>(
  rows: readonly Row[],
  day: (row: Row) => CalendarDate | null,
  amount: (row: Row) => string,
  asOf: CalendarDate,
): Series =>
  seriesOf(
    rows.filter((row) => day(row) !== null),
    (row) => monthsAgo(day(row) as CalendarDate, asOf),
    (row) => hundredths(amount(row)),
  );
