import { z } from 'zod';
import { addDays, type CalendarDate, dateOf } from './calendar-date.ts';
import type { Instant } from './instant.ts';
import { ValueError } from './value-error.ts';

const PATTERN = /^[1-9][0-9]{3}-(0[1-9]|1[0-2])$/;

/** A month of the Asia/Shanghai calendar, `YYYY-MM`, years 1000–9999. Text order is time order. */
export const Month = z
  .string()
  .regex(PATTERN, '月份须为 YYYY-MM / Write the month as YYYY-MM')
  .meta({ id: 'Month', description: 'Month YYYY-MM, Asia/Shanghai.', examples: ['2026-11'] });
export type Month = z.infer<typeof Month>;

/**
 * The month `months` later; earlier when negative.
 *
 * @throws {ValueError} `MONTH_INVALID`, `OFFSET_INVALID` (not an integer), `DATE_OUT_OF_RANGE`
 */
export function addMonths(month: Month, months: number): Month {
  if (!Number.isSafeInteger(months)) throw new ValueError('OFFSET_INVALID');
  return monthAt(indexOf(month) + months);
}

/** Whole months from `from` to `to`; negative when `to` is earlier. @throws {ValueError} `MONTH_INVALID` */
export const monthsBetween = (from: Month, to: Month): number => indexOf(to) - indexOf(from);

/**
 * The Asia/Shanghai month of an instant: `2026-11-30T16:00:00.000Z` is already 2026-12.
 *
 * Fixed +08:00; see `dateOf`.
 *
 * @throws {ValueError} `INSTANT_INVALID`, `DATE_OUT_OF_RANGE`
 */
export const monthOf = (instant: Instant): Month => dateOf(instant).slice(0, 7);

/** Last day of a month: `2026-02` → `2026-02-28`. @throws {ValueError} `MONTH_INVALID`, `DATE_OUT_OF_RANGE` */
export const lastDayOf = (month: Month): CalendarDate => addDays(`${addMonths(month, 1)}-01`, -1);

/**
 * Every month from `from` to `to`, both included, in order.
 *
 * @throws {ValueError} `MONTH_INVALID`; `RANGE_INVERTED` when `from` is later than `to`
 */
export function monthRange(from: Month, to: Month): Month[] {
  const first = indexOf(from);
  const length = indexOf(to) - first + 1;
  if (length < 1) throw new ValueError('RANGE_INVERTED');
  return Array.from({ length }, (_, offset) => monthAt(first + offset));
}

/** Months since year 0. */
function indexOf(month: Month): number {
  if (!PATTERN.test(month)) throw new ValueError('MONTH_INVALID');
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function monthAt(index: number): Month {
  const year = Math.floor(index / 12);
  if (year < 1000 || year > 9999) throw new ValueError('DATE_OUT_OF_RANGE');
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}`;
}
