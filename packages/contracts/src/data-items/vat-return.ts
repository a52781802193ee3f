import { z } from 'zod';
import { AmountCny, Month } from '../values/index.ts';

/**
 * One filed VAT period, the columns of the main form that lending uses (增值税申报表主表).
 * In brackets the element names of bank-tax interfaces.
 *
 * Source: tax bureau extract, monthly. Class E (enterprise-confidential).
 */
export const VatReturn = z
  .strictObject({
    period: Month.describe('Tax period (税款所属期), YYYY-MM, Asia/Shanghai.'),
    taxableSales: AmountCny.describe('Sales at the applicable rate, before tax (ASYSLJSXSE), in yuan.'),
    simplifiedSales: AmountCny.describe('Sales under the simplified method (AJYBFJSXSE), in yuan.'),
    exemptSales: AmountCny.describe('Tax-exempt sales (MSXSE), in yuan.'),
    outputTax: AmountCny.describe('Output tax (XXSE), in yuan.'),
    inputTax: AmountCny.describe('Input tax (JXSE), in yuan.'),
    taxPayable: AmountCny.describe('Total tax payable (YNSEHJ), in yuan.'),
    taxReduced: AmountCny.describe('Reduction of the tax payable (YNSEJZE), in yuan.'),
    taxPaid: AmountCny.describe('Tax already paid for the period (BQYJSE), in yuan.'),
    daysLate: z.int().nonnegative().describe('Whole days the filing was late; 0 = on time.'),
  })
  .meta({ id: 'VatReturn', description: 'One filed VAT period.' });
export type VatReturn = z.infer<typeof VatReturn>;
