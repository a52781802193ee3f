import { z } from 'zod';
import type { Instant } from './instant.ts';
import { DAY_MS, isoOf, isRealDate, midnightMs, shanghaiWallMs } from './shanghai.ts';
import { ValueError } from './value-error.ts';

/**
 * A day of the Asia/Shanghai calendar, `YYYY-MM-DD`; only days that exist, years 1000–9999.
 *
 * Text order is time order.
 */
export const CalendarDate = z
  .string()
  .regex(/^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/, {
    error: '日期须为 YYYY-MM-DD / Write the date as YYYY-MM-DD',
    abort: true,
  })
  .refine(isRealDate, {
    error: '该日期不存在，请检查月份与日 / No such day exists: check the month and the day',
  })
  .meta({
    id: 'CalendarDate',
    description: 'Calendar date YYYY-MM-DD, Asia/Shanghai.',
    format: 'date',
    examples: ['2026-11-21'],
  });
export type CalendarDate = z.infer<typeof CalendarDate>;

/**
 * The day `days` later; earlier when negative.
 *
 * @throws {ValueError} `DATE_INVALID`, `OFFSET_INVALID` (not an integer), `DATE_OUT_OF_RANGE`
 */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  if (!Number.isSafeInteger(days)) throw new ValueError('OFFSET_INVALID');
  return isoOf(midnightMs(date) + days * DAY_MS).slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. @throws {ValueError} `DATE_INVALID` */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  (midnightMs(to) - midnightMs(from)) / DAY_MS;

/**
 * The Asia/Shanghai day of an instant: `2026-11-21T16:00:00.000Z` is already 2026-11-22.
 *
 * Fixed +08:00, which China has kept since September 1991; earlier summers with daylight saving time
 * (1986–1991) are read at +08:00 as well.
 *
 * @throws {ValueError} `INSTANT_INVALID`, `DATE_OUT_OF_RANGE`
 */
export const dateOf = (instant: Instant): CalendarDate => isoOf(shanghaiWallMs(instant)).slice(0, 10);
