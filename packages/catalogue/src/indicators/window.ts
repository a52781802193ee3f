import {
  addDays,
  addMonths,
  type CalendarDate,
  type DateRange,
  type Month,
  monthRange,
  monthsBetween,
} from '@xinqiao/contracts';

/** The month of a day. */
export const monthOfDate = (date: CalendarDate): Month => date.slice(0, 7);

/** First and last day of a month. */
export const daysOfMonth = (month: Month): DateRange => ({
  from: `${month}-01`,
  to: addDays(`${addMonths(month, 1)}-01`, -1),
});

/**
 * The window of an indicator: `length` whole calendar months, oldest first.
 *
 * @param asOf Day the figures stand for; its own month is never part of the window, not even on its last day.
 * @param length Number of months.
 * @param before Months between the end of the window and the month of `asOf`; default 0.
 */
export function windowBefore(asOf: CalendarDate, length: number, before = 0): Month[] {
  const end = addMonths(monthOfDate(asOf), -1 - before);
  return monthRange(addMonths(end, 1 - length), end);
}

/** True when every day of the month lies in the range. */
export const coversMonth = (range: DateRange, month: Month): boolean => {
  const { from, to } = daysOfMonth(month);
  return range.from <= from && to <= range.to;
};

/**
 * True when the range shows all that a figure of `asOf` needs: every day of its window of `length` months,
 * or for 0 the state on `asOf`, which what is known up to the evening before tells as well.
 */
export function coversWindow(range: DateRange, asOf: CalendarDate, length: number): boolean {
  if (length === 0) return range.from <= asOf && asOf <= addDays(range.to, 1);
  return windowBefore(asOf, length).every((month) => coversMonth(range, month));
}

/**
 * Whole months from one day to another. A month is complete on the corresponding day, or on the month's
 * last day where there is none: 2026-01-31 to 2026-02-28 is one month (民法典 arts. 201–202).
 */
export function completedMonths(from: CalendarDate, to: CalendarDate): number {
  const months = monthsBetween(monthOfDate(from), monthOfDate(to));
  const complete = to.slice(8) >= from.slice(8) || to === daysOfMonth(monthOfDate(to)).to;
  return complete ? months : months - 1;
}

/** Length of the longest run of months for which `holds` is true. */
export function longestRun(months: readonly Month[], holds: (month: Month) => boolean): number {
  let longest = 0;
  let run = 0;
  for (const month of months) {
    run = holds(month) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
