import { z } from 'zod';
import { CalendarDate, NonNegativeAmountCny } from '../values/index.ts';
import { Text } from './text.ts';

/**
 * One unpaid tax (欠税). Late fee 0.05 % a day, 税收征收管理法 art. 32.
 *
 * Source: tax bureau, daily. Class E; published arrears (欠税公告) are P.
 */
export const TaxArrear = z
  .strictObject({
    taxType: Text(60).describe('Kind of tax (征收项目), name in Chinese.'),
    dueOn: CalendarDate.describe('Day payment was due (缴款期限), Asia/Shanghai.'),
    amount: NonNegativeAmountCny.describe('Unpaid tax without late fee, in yuan.'),
    settledOn: CalendarDate.nullable().describe('Day it was paid, Asia/Shanghai; null while open.'),
  })
  .meta({ id: 'TaxArrear', description: 'One unpaid tax.' });
export type TaxArrear = z.infer<typeof TaxArrear>;
