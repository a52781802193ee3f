import { z } from 'zod';
import { AmountCny, Month } from '../values/index.ts';
import { TaxpayerKind } from './taxpayer-status.ts';

/**
 * One filed VAT period, the columns of the main form that lending uses (增值税申报表主表; 小规模纳税人适用 for a small-scale
 * taxpayer, whose sales are all simplified or exempt). In brackets the element names of bank-tax interfaces.
 *
 * Source: tax bureau extract, monthly. Class E (enterprise-confidential).
 */
export const VatReturn = z
  .strictObject({
    period: Month.describe('Last month of the tax period (税款所属期止), YYYY-MM, Asia/Shanghai.'),
    months: z
      .union([z.literal(1), z.literal(3)])
      .describe('Months of the period that ends with it: 1, or 3 of who files quarterly.'),
    taxpayerKind: TaxpayerKind.describe('Kind of taxpayer, and so the form, of this period.'),
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
