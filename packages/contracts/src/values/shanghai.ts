/**
 * The one place where instants meet Asia/Shanghai calendar days.
 *
 * The offset is fixed at +08:00. China has kept it without daylight saving time since September 1991;
 * for instants in the summers of 1986 to 1991, when clocks showed +09:00, this is a convention.
 */
import { ValueError } from './value-error.ts';

export const DAY_MS = 86_400_000;
export const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const FIRST_MS = Date.UTC(1000, 0, 1);
const END_MS = Date.UTC(10_000, 0, 1);

/** ISO text of UTC milliseconds. @throws {ValueError} `DATE_OUT_OF_RANGE` outside the years 1000–9999. */
export function isoOf(ms: number): string {
  if (!(ms >= FIRST_MS && ms < END_MS)) throw new ValueError('DATE_OUT_OF_RANGE');
  return new Date(ms).toISOString();
}

/** True when the text is an ISO instant that names a real day; `Date` alone would roll 30 February over. */
export function isRealInstant(text: string): boolean {
  const ms = Date.parse(text);
  return ms >= FIRST_MS && ms < END_MS && new Date(ms).toISOString() === text;
}

const DATE = /^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MONTHS_OF_30_DAYS = [4, 6, 9, 11];

/** True when the text is a real `YYYY-MM-DD`. Records are full of days, so none is made a `Date` to tell. */
export function isRealDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  if (month === 2) return day <= (isLeapYear(year) ? 29 : 28);
  return day <= 30 || !MONTHS_OF_30_DAYS.includes(month);
}

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days are counted as UTC midnights, so that day arithmetic has no time zone in it. */
export function midnightMs(date: string): number {
  if (!isRealDate(date)) throw new ValueError('DATE_INVALID');
  return Date.parse(`${date}T00:00:00.000Z`);
}

/** The instant's Asia/Shanghai wall clock, written as if it were UTC milliseconds. */
export function shanghaiWallMs(instant: string): number {
  if (!isRealInstant(instant)) throw new ValueError('INSTANT_INVALID');
  return Date.parse(instant) + SHANGHAI_OFFSET_MS;
}
