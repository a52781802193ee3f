import { addDays, type CalendarDate, dateOf, type Instant } from '../values/index.ts';
import { DAY_MS, isoOf, midnightMs, SHANGHAI_OFFSET_MS } from '../values/shanghai.ts';
import { CASE_CATEGORIES, type CaseCategory } from './case-category.ts';

/**
 * When the answer to a case is due: the midnight that ends the last day of its term, Asia/Shanghai.
 *
 * The day of receipt does not count (Civil Code arts. 201, 203). Where the law would let a last day on a holiday move
 * on, ours stays: earlier is never wrong for whoever waits.
 *
 * @param from Receipt of the case, UTC.
 * @param holidays Days not worked beside Saturdays and Sundays. Weekends worked in exchange (调休) are not known here
 *   and count as weekends.
 */
export function caseDeadline(
  category: CaseCategory,
  from: Instant,
  holidays: readonly CalendarDate[],
): Instant {
  const { days, counted } = CASE_CATEGORIES[category].term;
  let day = dateOf(from);
  for (let left: number = days; left > 0; ) {
    day = addDays(day, 1);
    if (counted === 'CALENDAR' || isWorkingDay(day, holidays)) left--;
  }
  return isoOf(midnightMs(addDays(day, 1)) - SHANGHAI_OFFSET_MS) as Instant;
}

/** Monday to Friday and no holiday. */
export function isWorkingDay(day: CalendarDate, holidays: readonly CalendarDate[]): boolean {
  // 1970-01-01 was a Thursday.
  const weekday = (midnightMs(day) / DAY_MS + 4) % 7;
  return ((weekday + 7) % 7) % 6 !== 0 && !holidays.includes(day);
}
