import { z } from 'zod';
import { AmountCny, CalendarDate, NonNegativeAmountCny } from '../values/index.ts';
import { Text } from './text.ts';

const TaxType = Text(60).describe('Kind of tax (征收项目 ZSXM_DM), name in Chinese.');

/**
 * One payment of a tax (征收 YJSF). One payment may settle several taxes: each is a row of its own with its own amount.
 *
 * Source: tax bureau, daily. Class E.
 */
export const TaxPayment = z
  .strictObject({
    taxType: TaxType,
    periodFrom: CalendarDate.describe('First day of the tax period (税款所属期起 SKSSQQ), Asia/Shanghai.'),
    periodTo: CalendarDate.describe('Last day of the tax period (税款所属期止 SKSSQZ), Asia/Shanghai.'),
    basis: AmountCny.describe('Basis of the tax (计税依据 JSYJ), in yuan.'),
    reduced: NonNegativeAmountCny.describe('Reduction (减免税额 JMSE), in yuan.'),
    paid: NonNegativeAmountCny.describe('Amount paid in (已缴税额 YJSE), in yuan.'),
    dueOn: CalendarDate.describe('Day payment was due (缴款期限 JKQX), Asia/Shanghai.'),
    paidOn: CalendarDate.describe('Day it reached the treasury (入库日期 RKRQ), Asia/Shanghai.'),
  })
  .meta({ id: 'TaxPayment', description: 'One payment of a tax.' });
export type TaxPayment = z.infer<typeof TaxPayment>;

/**
 * One refund (退税).
 *
 * Source: tax bureau, daily. Class E.
 */
export const TaxRefund = z
  .strictObject({
    taxType: TaxType,
    kind: z
      .enum(['EXCESS', 'EXPORT', 'ON_COLLECTION', 'CREDIT_BALANCE', 'OTHER'])
      .describe('多缴退税 EXCESS, 出口退税 EXPORT, 即征即退 ON_COLLECTION, 留抵退税 CREDIT_BALANCE, OTHER.'),
    amount: NonNegativeAmountCny.describe('Amount refunded, in yuan.'),
    refundedOn: CalendarDate.describe('Day of the refund, Asia/Shanghai.'),
  })
  .meta({ id: 'TaxRefund', description: 'One refund of a tax.' });
export type TaxRefund = z.infer<typeof TaxRefund>;

/**
 * One reduction or exemption (减免税).
 *
 * Source: tax bureau, monthly. Class E.
 */
export const TaxReduction = z
  .strictObject({
    taxType: TaxType,
    periodTo: CalendarDate.describe('Last day of the tax period, Asia/Shanghai.'),
    policy: Text(200).describe('Policy it rests on (减免性质), in the words of the bureau.'),
    amount: NonNegativeAmountCny.describe('Tax not levied, in yuan.'),
  })
  .meta({ id: 'TaxReduction', description: 'One reduction of a tax.' });
export type TaxReduction = z.infer<typeof TaxReduction>;

/**
 * Late fees of one tax (滞纳金), 0.05 % a day (税收征收管理法 art. 32).
 *
 * Source: tax bureau, daily. Class E.
 */
export const LateFee = z
  .strictObject({
    taxType: TaxType,
    from: CalendarDate.describe('First day it ran, Asia/Shanghai.'),
    to: CalendarDate.describe('Last day it ran, or the day of the extract, Asia/Shanghai.'),
    amount: NonNegativeAmountCny.describe('Late fee, in yuan.'),
    paidOn: CalendarDate.nullable().describe('Day it was paid, Asia/Shanghai; null while open.'),
  })
  .meta({ id: 'LateFee', description: 'Late fees of one tax.' });
export type LateFee = z.infer<typeof LateFee>;
