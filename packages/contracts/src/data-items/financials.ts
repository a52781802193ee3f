import { z } from 'zod';
import { AmountCny, CalendarDate } from '../values/index.ts';

/**
 * One corporate income tax return (企业所得税申报表 A 类), the lines that lending uses.
 *
 * Source: tax bureau, quarterly (prepayment) and yearly (settlement by 31 May). Class E.
 */
export const CitReturn = z
  .strictObject({
    kind: z.enum(['PREPAYMENT', 'ANNUAL']).describe('预缴 PREPAYMENT or 汇算清缴 ANNUAL.'),
    periodFrom: CalendarDate.describe('First day of the tax period, Asia/Shanghai.'),
    periodTo: CalendarDate.describe('Last day of the tax period, Asia/Shanghai.'),
    revenue: AmountCny.describe('Revenue (营业收入) since the begin of the year, in yuan.'),
    cost: AmountCny.describe('Cost (营业成本) since the begin of the year, in yuan.'),
    profit: AmountCny.describe(
      'Total profit (利润总额) since the begin of the year, in yuan; negative = loss.',
    ),
    taxPayable: AmountCny.describe('Tax payable (应纳所得税额), in yuan.'),
    filedOn: CalendarDate.describe('Day it was filed, Asia/Shanghai.'),
  })
  .meta({ id: 'CitReturn', description: 'One corporate income tax return.' });
export type CitReturn = z.infer<typeof CitReturn>;

/**
 * Balance sheet and income statement of one period, as filed with the tax bureau (财务报表报送).
 *
 * Source: tax bureau, quarterly and yearly. Class E.
 */
export const FinancialStatement = z
  .strictObject({
    kind: z.enum(['QUARTER', 'YEAR']).describe('Quarterly or yearly statement.'),
    periodTo: CalendarDate.describe('Closing day, Asia/Shanghai.'),
    totalAssets: AmountCny.describe('Total assets (资产总计), in yuan.'),
    currentAssets: AmountCny.describe('Current assets (流动资产合计), in yuan.'),
    totalLiabilities: AmountCny.describe('Total liabilities (负债合计), in yuan.'),
    currentLiabilities: AmountCny.describe('Current liabilities (流动负债合计), in yuan.'),
    equity: AmountCny.describe("Owners' equity (所有者权益合计), in yuan."),
    revenue: AmountCny.describe('Revenue (营业收入) since the begin of the year, in yuan.'),
    cost: AmountCny.describe('Cost (营业成本) since the begin of the year, in yuan.'),
    netProfit: AmountCny.describe(
      'Net profit (净利润) since the begin of the year, in yuan; negative = loss.',
    ),
  })
  .meta({ id: 'FinancialStatement', description: 'Balance sheet and income statement of one period.' });
export type FinancialStatement = z.infer<typeof FinancialStatement>;
