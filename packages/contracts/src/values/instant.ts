import { z } from 'zod';
import { isRealInstant } from './shanghai.ts';

/**
 * A point in time: RFC 3339 in UTC with exactly 3 fraction digits and `Z`.
 *
 * One spelling per instant, so text order is time order. Years 1000–9999; no leap seconds.
 * For its Asia/Shanghai day or month use `dateOf` and `monthOf`.
 */
export const Instant = z
  .string()
  .regex(/^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/, {
    error:
      '时刻须为毫秒精度的 UTC 时间，例如 2026-11-21T08:00:00.000Z / Write the instant in UTC with milliseconds, such as 2026-11-21T08:00:00.000Z',
    abort: true,
  })
  .refine(isRealInstant, {
    error: '该时刻不存在，请检查日期与时间 / No such instant exists: check the date and the time',
  })
  .meta({
    id: 'Instant',
    description: 'RFC 3339 instant in UTC with milliseconds.',
    format: 'date-time',
    examples: ['2026-11-21T08:00:00.000Z'],
  });
export type Instant = z.infer<typeof Instant>;
