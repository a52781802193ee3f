import { type CalendarDate, type DateRange, intersectRanges } from '@xinqiao/contracts';

/** The days of a consent's range that have come by `asOf`; undefined when none has. */
export const coveredDays = (range: DateRange, asOf: CalendarDate): DateRange | undefined =>
  asOf < range.from ? undefined : intersectRanges(range, { from: range.from, to: asOf });
