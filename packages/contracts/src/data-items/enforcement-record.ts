import { z } from 'zod';
import { CalendarDate, NonNegativeAmountCny } from '../values/index.ts';

/**
 * One court enforcement (被执行, 失信被执行人, 限制高消费).
 *
 * Source: public credit platform, daily. Class P.
 */
export const EnforcementRecord = z
  .strictObject({
    kind: z
      .enum(['ENFORCEMENT', 'DISHONEST', 'CONSUMPTION_LIMIT'])
      .describe('被执行 ENFORCEMENT, 失信被执行人 DISHONEST, 限制高消费 CONSUMPTION_LIMIT.'),
    filedOn: CalendarDate.describe('Day the case was filed, Asia/Shanghai.'),
    amount: NonNegativeAmountCny.describe('Amount under enforcement, in yuan; 0.00 where none is stated.'),
    closedOn: CalendarDate.nullable().describe('Day the case was closed, Asia/Shanghai; null while open.'),
  })
  .meta({ id: 'EnforcementRecord', description: 'One court enforcement.' });
export type EnforcementRecord = z.infer<typeof EnforcementRecord>;
