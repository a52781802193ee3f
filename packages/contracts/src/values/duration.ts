import { z } from 'zod';
import { addDays, type CalendarDate } from './calendar-date.ts';
import type { Instant } from './instant.ts';
import type { LocalizedText } from './localized-text.ts';
import { addMonths, type Month } from './month.ts';
import { isoOf, SHANGHAI_OFFSET_MS, shanghaiWallMs } from './shanghai.ts';
import { ValueError } from './value-error.ts';

const PATTERN = /^P(?:([1-9][0-9]{0,3})D|([1-9][0-9]{0,2})M|([1-9][0-9]?)Y)$/;

/**
 * A length of time in one unit, a subset of ISO 8601 durations: `P180D`, `P12M`, `P1Y`.
 *
 * At least 1; at most 9999 days, 999 months or 99 years. `P12M` and `P1Y` end on the same day.
 */
export const Period = z
  .string()
  .regex(
    PATTERN,
    '期间须为 P180D、P12M 或 P1Y 的形式 / Write the period as whole days, months or years: P180D, P12M or P1Y',
  )
  .meta({
    id: 'Period',
    description: 'ISO 8601 duration in whole days, months or years, one unit only.',
    examples: ['P180D', 'P12M', 'P1Y'],
  });
export type Period = z.infer<typeof Period>;

const UNITS = { D: 'DAY', M: 'MONTH', Y: 'YEAR' } as const;

/** A period in its two parts: `P12M` is 12 months. @throws {ValueError} `PERIOD_INVALID` */
export function periodParts(period: Period): {
  readonly unit: 'DAY' | 'MONTH' | 'YEAR';
  readonly value: number;
} {
  const [written, days, months, years] = PATTERN.exec(period) ?? [];
  if (written === undefined) throw new ValueError('PERIOD_INVALID');
  return { unit: UNITS[written.at(-1) as keyof typeof UNITS], value: Number(days ?? months ?? years) };
}

const UNIT_WORDS = {
  DAY: { zh: '天', en: 'day' },
  MONTH: { zh: '个月', en: 'month' },
  YEAR: { zh: '年', en: 'year' },
} as const;

/** Words for a period: `P6M` is 6 个月 or 6 months. @throws {ValueError} `PERIOD_INVALID` */
export function periodInWords(period: Period, language: keyof LocalizedText): string {
  const { unit, value } = periodParts(period);
  const word = UNIT_WORDS[unit][language];
  return `${value} ${word}${language === 'en' && value !== 1 ? 's' : ''}`;
}

/**
 * The day on which a period that starts on `date` ends.
 *
 * The first day is not counted, and months and years end on the corresponding day, or on the month's
 * last day where there is none: 2026-01-31 + P1M = 2026-02-28 (Civil Code 民法典 arts. 201–202).
 * Art. 203 (holidays) is not applied.
 *
 * @throws {ValueError} `DATE_INVALID`, `PERIOD_INVALID`, `DATE_OUT_OF_RANGE`
 */
export function addPeriodToDate(date: CalendarDate, period: Period): CalendarDate {
  const start = addDays(date, 0); // refuses a day that does not exist
  const [, days, months, years] = PATTERN.exec(period) ?? [];
  if (days) return addDays(start, Number(days));
  if (!months && !years) throw new ValueError('PERIOD_INVALID');

  const month = addMonths(start.slice(0, 7), months ? Number(months) : Number(years) * 12);
  const day = Math.min(Number(start.slice(8)), daysIn(month));
  return `${month}-${String(day).padStart(2, '0')}`;
}

/**
 * The instant at which a period that starts at `instant` ends: the same Asia/Shanghai time of day
 * (fixed +08:00) on the day that {@link addPeriodToDate} gives.
 *
 * @throws {ValueError} `INSTANT_INVALID`, `PERIOD_INVALID`, `DATE_OUT_OF_RANGE`
 */
export function addPeriodToInstant(instant: Instant, period: Period): Instant {
  const wall = isoOf(shanghaiWallMs(instant));
  const end = `${addPeriodToDate(wall.slice(0, 10), period)}${wall.slice(10)}`;
  return isoOf(Date.parse(end) - SHANGHAI_OFFSET_MS);
}

/** Day 0 of the following month is the last of this one. */
const daysIn = (month: Month): number =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
