import {
  addDays,
  addMonths,
  type CalendarDate,
  type DateRange,
  lastDayOf,
  type Month,
  monthsBetween,
} from '@xinqiao/contracts';

/** The month of a day. */
export const monthOfDate = (date: CalendarDate): Month => date.slice(0, 7);

/** First and last month of which every day lies in the range; the first is after the last where none does. */
export function wholeMonths({ from, to }: DateRange): { readonly first: Month; readonly last: Month } {
  const begun = monthOfDate(from);
  const ended = monthOfDate(to);
  return {
    first: from === `${begun}-01` ? begun : addMonths(begun, 1),
    last: to === lastDayOf(ended) ? ended : addMonths(ended, -1),
  };
}

/** Tells of a month whether every day of it lies in the range. */
export function coversMonth(range: DateRange): (month: Month) => boolean {
  const { first, last } = wholeMonths(range);
  return (month) => first <= month && month <= last;
}

/**
 * Whether the range shows all that a figure of `asOf` needs: every day of the whole calendar months it reads,
 * which end with the month before `asOf`, or for 0 the state on `asOf`, which what is known up to the evening
 * before tells as well.
 *
 * @returns A test of the number of months read.
 */
export function coverage(range: DateRange, asOf: CalendarDate): (months: number) => boolean {
  const showsState = range.from <= asOf && asOf <= addDays(range.to, 1);
  const { first, last } = wholeMonths(range);
  const thisMonth = monthOfDate(asOf);
  const shown = addMonths(thisMonth, -1) <= last ? monthsBetween(first, thisMonth) : 0;
  return (months) => (months === 0 ? showsState : months <= shown);
}

/**
 * Whole months from one day to another. A month is complete on the corresponding day, or on the month's
 * last day where there is none: 2026-01-31 to 2026-02-28 is one month (民法典 arts. 201–202).
 */
export function completedMonths(from: CalendarDate, to: CalendarDate): number {
  const months = monthsBetween(monthOfDate(from), monthOfDate(to));
  const complete = to.slice(8) >= from.slice(8) || to === lastDayOf(monthOfDate(to));
  return complete ? months : months - 1;
}

/** The same, null when `from` is after `asOf`. */
export const monthsSince = (from: CalendarDate, asOf: CalendarDate): number | null =>
  from <= asOf ? completedMonths(from, asOf) : null;

/** True for what began on or before `asOf` and had not ended by the evening of it. */
export const isOpen = (from: CalendarDate, to: CalendarDate | null, asOf: CalendarDate): boolean =>
  from <= asOf && (to === null || to > asOf);
