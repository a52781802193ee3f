import { z } from 'zod';
import { CalendarDate } from './calendar-date.ts';

/** Days from `from` to `to`, both included, Asia/Shanghai. */
export const DateRange = z
  .strictObject({
    from: CalendarDate.describe('First day, included; YYYY-MM-DD, Asia/Shanghai.'),
    to: CalendarDate.describe('Last day, included; YYYY-MM-DD, Asia/Shanghai.'),
  })
  .refine(({ from, to }) => from <= to, {
    error: '起始日晚于截止日，请交换两者 / The range begins after it ends: swap the two dates',
    path: ['to'],
  })
  .meta({
    id: 'DateRange',
    description: 'Days from `from` to `to`, both included, Asia/Shanghai; `from` is not after `to`.',
    examples: [{ from: '2024-11-01', to: '2026-10-31' }],
  });
export type DateRange = z.infer<typeof DateRange>;

/** True when the day lies in the range, its two ends included. */
export const rangeContains = (range: DateRange, date: CalendarDate): boolean =>
  range.from <= date && date <= range.to;

/** The days both ranges share; `undefined` when there are none. */
export function intersectRanges(a: DateRange, b: DateRange): DateRange | undefined {
  let { from, to } = a;
  if (b.from > from) from = b.from;
  if (b.to < to) to = b.to;
  return from <= to ? { from, to } : undefined;
}
