import { z } from 'zod';
import type { CalendarDate } from '../values/calendar-date.ts';
import { DIVISIONS, type Division } from './division-data.ts';

const PATTERN = /^[1-9][0-9]{5}$/;

/** A division code of GB/T 2260, 6 digits; whether the place is on our list is for {@link division}. */
export const DivisionCode = z
  .string()
  .regex(
    PATTERN,
    '行政区划代码须为 6 位数字，首位不为 0 / The division code must be 6 digits and not begin with 0',
  )
  .meta({
    id: 'DivisionCode',
    description: 'Administrative division code 行政区划代码, GB/T 2260: 6 digits.',
    examples: ['341602'],
  });
export type DivisionCode = z.infer<typeof DivisionCode>;

export type DivisionLookup =
  /** On our list; in force on the day asked for, when one was. */
  | { readonly status: 'known'; readonly division: Division }
  /** On our list, but not in force in the year of the day asked for. */
  | { readonly status: 'not_in_force'; readonly division: Division }
  /** Well-formed, and not on our list, which is far from all of GB/T 2260: no ground for refusal. */
  | { readonly status: 'unknown' }
  | { readonly status: 'malformed' };

/**
 * Looks a division up: the provinces, and Bozhou with its districts and counties, now and before 2000.
 *
 * @param onDate Asia/Shanghai day on which the code should be in force; validity has year precision.
 *   Left out, codes of every time are known.
 */
export function division(code: string, onDate?: CalendarDate): DivisionLookup {
  if (!PATTERN.test(code)) return { status: 'malformed' };
  const found = DIVISIONS.get(code);
  if (!found) return { status: 'unknown' };
  if (onDate === undefined) return { status: 'known', division: found };

  const year = Number(onDate.slice(0, 4));
  const { sinceYear = year, untilYear = year } = found;
  return { status: sinceYear <= year && year <= untilYear ? 'known' : 'not_in_force', division: found };
}
