import {
  type InvoiceDirection,
  type InvoiceMonth,
  type InvoiceSummary,
  Money,
  type Month,
  sumAmounts,
} from '@xinqiao/contracts';
import { amountFigure, growthFigure, ratioFigure } from './figure.ts';
import type { Formulas } from './formula.ts';
import { longestRun, windowBefore } from './window.ts';

/**
 * Indicators of `invoice.summary`.
 *
 * Unlike a tax return, an invoice needs no filing: a month without a row is a month without invoices, a
 * true zero. Net means valid blue invoices less red ones, before tax; void invoices count nowhere but in
 * `voidShare12`.
 */
export const invoiceFormulas = {
  /** Net amount issued over the last 12 months. 0.00 without invoices. */
  invoicedSales12: {
    months: 12,
    value: (summary, asOf) => amountFigure(net(rowsIn(summary, 'OUT', windowBefore(asOf, 12)))),
  },

  /** Net sales of the last 12 months ÷ those of the 12 before − 1. Null when the latter are ≤ 0. */
  invoicedSalesGrowth12: {
    months: 24,
    value: (summary, asOf) =>
      growthFigure(
        net(rowsIn(summary, 'OUT', windowBefore(asOf, 12))),
        net(rowsIn(summary, 'OUT', windowBefore(asOf, 12, 12))),
      ),
  },

  /** Months of the last 12 with a valid blue sales invoice. */
  invoicedMonths12: {
    months: 12,
    value: (summary, asOf) => rowsIn(summary, 'OUT', windowBefore(asOf, 12)).filter(isInvoiced).length,
  },

  /**
   * Longest run of months without a valid blue sales invoice in the last 24 (断票), counted from the first
   * month with one, so that a young enterprise has no gap before it began; up to the end of the window.
   * 24 when there is none at all.
   */
  longestInvoiceGap24: {
    months: 24,
    value: (summary, asOf) => {
      const window = windowBefore(asOf, 24);
      const invoiced = new Set(
        rowsIn(summary, 'OUT', window)
          .filter(isInvoiced)
          .map(({ month }) => month),
      );
      const first = window.findIndex((month) => invoiced.has(month));
      return longestRun(window.slice(Math.max(first, 0)), (month) => !invoiced.has(month));
    },
  },

  /** Void ÷ (valid blue + red + void) sales invoices by number, last 12 months. Null when there are none. */
  voidShare12: {
    months: 12,
    value: (summary, asOf) => {
      const rows = rowsIn(summary, 'OUT', windowBefore(asOf, 12));
      const voids = count(rows, ({ voidCount }) => voidCount);
      return ratioFigure(voids, voids.plus(count(rows, (row) => row.count + row.redCount)));
    },
  },

  /**
   * Red ÷ blue sales invoices by amount before tax, last 12 months; above 1 when more was taken back than
   * issued. Null when nothing blue was issued.
   */
  redShare12: {
    months: 12,
    value: (summary, asOf) => {
      const rows = rowsIn(summary, 'OUT', windowBefore(asOf, 12));
      return ratioFigure(reds(rows), blues(rows));
    },
  },

  /**
   * Distinct customers with valid blue invoices, as the summary counted them over the last twelve whole
   * months of its range. Those are the last 12 months whenever the range ends with the day `asOf`, save on
   * the last day of a month, when they end one month later. Null when the summary has no entry for sales.
   */
  customers12: {
    months: 12,
    value: ({ concentration }) =>
      concentration.find(({ direction }) => direction === 'OUT')?.counterparties ?? null,
  },

  /** Share of the ten largest of those customers in their amount; the same months. Null without invoices. */
  topTenCustomerShare12: {
    months: 12,
    value: ({ concentration }) => {
      const share = concentration.find(({ direction }) => direction === 'OUT')?.topTenShare ?? null;
      return share === null ? null : ratioFigure(new Money(share), new Money(1));
    },
  },

  /** Net amount received over the last 12 months. 0.00 without invoices. */
  invoicedPurchases12: {
    months: 12,
    value: (summary, asOf) => amountFigure(net(rowsIn(summary, 'IN', windowBefore(asOf, 12)))),
  },
} as const satisfies Formulas<'invoice.summary'>;

const rowsIn = (
  { months }: InvoiceSummary,
  direction: InvoiceDirection,
  window: readonly Month[],
): InvoiceMonth[] => months.filter((row) => row.direction === direction && window.includes(row.month));

const blues = (rows: readonly InvoiceMonth[]): Money => sumAmounts(rows.map(({ amount }) => amount));
const reds = (rows: readonly InvoiceMonth[]): Money => sumAmounts(rows.map(({ redAmount }) => redAmount));
const net = (rows: readonly InvoiceMonth[]): Money => blues(rows).minus(reds(rows));

const isInvoiced = (row: InvoiceMonth): boolean => row.count > 0;

const count = (rows: readonly InvoiceMonth[], of: (row: InvoiceMonth) => number): Money =>
  new Money(rows.reduce((total, row) => total + of(row), 0));
