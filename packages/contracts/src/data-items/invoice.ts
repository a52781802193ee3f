import { z } from 'zod';
import { AmountCny, CalendarDate, Month, NonNegativeAmountCny, Ratio } from '../values/index.ts';
import { Text } from './text.ts';

export const InvoiceDirection = z
  .enum(['OUT', 'IN'])
  .describe('OUT = issued to customers (销项), IN = received from suppliers (进项).');
export type InvoiceDirection = z.infer<typeof InvoiceDirection>;

/**
 * One VAT invoice. A red invoice (红字发票) has negative amounts and takes back an earlier one.
 *
 * Source: tax bureau invoice platform, daily. Class E; the counterparty is a third party's secret and
 * is delivered as a code that is stable within one enterprise only.
 */
export const InvoiceLine = z
  .strictObject({
    direction: InvoiceDirection,
    number: Text(40).describe('Invoice number (发票号码).'),
    issuedOn: CalendarDate.describe('Day of issue (开票日期), Asia/Shanghai.'),
    counterparty: Text(64).describe('Code of the other party, stable within the enterprise.'),
    amount: AmountCny.describe('Amount before tax (金额), in yuan; negative on a red invoice.'),
    tax: AmountCny.describe('Tax (税额), in yuan; negative on a red invoice.'),
    total: AmountCny.describe('Amount and tax together (价税合计), in yuan.'),
    status: z.enum(['VALID', 'VOID']).describe('VALID (有效发票) or VOID (作废发票).'),
  })
  .meta({ id: 'InvoiceLine', description: 'One VAT invoice.' });
export type InvoiceLine = z.infer<typeof InvoiceLine>;

/** One month of invoices in one direction, voids and red invoices apart. */
export const InvoiceMonth = z
  .strictObject({
    month: Month.describe('Month of issue, YYYY-MM, Asia/Shanghai.'),
    direction: InvoiceDirection,
    count: z.int().nonnegative().describe('Valid blue invoices (amount ≥ 0), number.'),
    amount: NonNegativeAmountCny.describe('Their amount before tax, in yuan.'),
    tax: AmountCny.describe('Tax of all valid invoices, red ones included, in yuan.'),
    redCount: z.int().nonnegative().describe('Valid red invoices (amount < 0), number.'),
    redAmount: NonNegativeAmountCny.describe(
      'Amount taken back by red invoices, as a positive figure, in yuan.',
    ),
    voidCount: z.int().nonnegative().describe('Void invoices, number.'),
  })
  .meta({ id: 'InvoiceMonth', description: 'One month of invoices in one direction.' });
export type InvoiceMonth = z.infer<typeof InvoiceMonth>;

/** How widely an enterprise trades over the last twelve whole months of the range. */
export const CounterpartyConcentration = z
  .strictObject({
    direction: InvoiceDirection,
    counterparties: z
      .int()
      .nonnegative()
      .describe('Distinct counterparties with valid blue invoices, number.'),
    topTenShare: Ratio.nullable().describe(
      'Share of the ten largest in the amount, 0–1; null without invoices.',
    ),
  })
  .meta({ id: 'CounterpartyConcentration', description: 'Concentration of customers or suppliers.' });
export type CounterpartyConcentration = z.infer<typeof CounterpartyConcentration>;

/**
 * Invoices by month (发票汇总), the least that lending on invoices needs: no counterparty is named.
 *
 * Source: computed by the platform from invoice lines. Class E.
 */
export const InvoiceSummary = z
  .strictObject({
    months: z.array(InvoiceMonth).describe('Months with any invoice, oldest first, OUT before IN.'),
    concentration: z
      .array(CounterpartyConcentration)
      .describe('One entry per direction, over the last twelve whole months of the range.'),
  })
  .meta({ id: 'InvoiceSummary', description: 'Invoices by month and concentration of counterparties.' });
export type InvoiceSummary = z.infer<typeof InvoiceSummary>;
