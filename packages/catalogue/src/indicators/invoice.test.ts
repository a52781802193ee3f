import { type InvoiceMonth, type Month, monthRange } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { invoiceMonth, summary } from '../../test/records.ts';
import { computeIndicators } from './compute-indicators.ts';

const asOf = '2026-11-21';
const of = (months: InvoiceMonth[], concentration: object[] = []) =>
  computeIndicators({ 'invoice.summary': summary(months, concentration) }, asOf);
const every = (from: Month, to: Month, fact: object = {}) =>
  monthRange(from, to).map((month) => invoiceMonth(month, fact));

describe('indicators of invoice.summary, last 12 months = 2025-11 to 2026-10', () => {
  it('invoicedSales12 takes red invoices off and leaves purchases out', () => {
    const months = [
      invoiceMonth('2026-10', { amount: '1000.00', redCount: 1, redAmount: '250.50' }),
      invoiceMonth('2026-10', { direction: 'IN', amount: '9999.00' }),
    ];
    expect(of(months).invoicedSales12).toBe('749.50');
  });

  it('invoicedSales12 takes in the first and the last month of the window and no other', () => {
    expect(of(every('2025-10', '2026-11', { amount: '1.00' })).invoicedSales12).toBe('12.00');
  });

  it('invoicedSales12 may be negative when more was taken back than issued', () => {
    expect(of(every('2026-10', '2026-10', { amount: '1.00', redAmount: '3.00' })).invoicedSales12).toBe(
      '-2.00',
    );
  });

  it('invoicedSalesGrowth12 compares net sales with those of the 12 months before', () => {
    const months = [
      ...every('2024-11', '2025-10', { amount: '200.00', redAmount: '100.00' }),
      ...every('2025-11', '2026-10', { amount: '38.00' }),
    ];
    expect(of(months).invoicedSalesGrowth12).toBe('-0.62');
  });

  it('invoicedSalesGrowth12 is null when the 12 months before have no positive net sales', () => {
    const taken = every('2024-11', '2025-10', { amount: '1.00', redAmount: '1.00' });
    expect(of([...taken, ...every('2025-11', '2026-10')]).invoicedSalesGrowth12).toBeNull();
  });

  it('invoicedMonths12 counts months with a valid blue sales invoice', () => {
    const months = [
      ...every('2025-10', '2026-02'),
      invoiceMonth('2026-03', { count: 0, voidCount: 4 }),
      invoiceMonth('2026-04', { direction: 'IN' }),
    ];
    expect(of(months).invoicedMonths12).toBe(4);
  });

  it('longestInvoiceGap24 takes the longest run of months between invoices', () => {
    const months = [
      ...every('2024-11', '2025-06'),
      ...every('2025-09', '2025-12'),
      ...every('2026-05', '2026-10'),
    ];
    expect(of(months).longestInvoiceGap24).toBe(4);
  });

  it('longestInvoiceGap24 runs on to the end of the window', () => {
    expect(of(every('2024-11', '2026-03')).longestInvoiceGap24).toBe(7);
  });

  it('longestInvoiceGap24 does not count the months before the first invoice', () => {
    expect(of(every('2026-03', '2026-10')).longestInvoiceGap24).toBe(0);
  });

  it('longestInvoiceGap24 does not look before its 24 months', () => {
    expect(of([invoiceMonth('2024-10'), ...every('2026-03', '2026-10')]).longestInvoiceGap24).toBe(0);
  });

  it('longestInvoiceGap24 takes a month of void invoices only for a gap', () => {
    const months = [
      invoiceMonth('2026-08'),
      invoiceMonth('2026-09', { count: 0, voidCount: 1 }),
      invoiceMonth('2026-10'),
    ];
    expect(of(months).longestInvoiceGap24).toBe(1);
  });

  it('voidShare12 is void invoices over all sales invoices, by number', () => {
    const months = [
      invoiceMonth('2026-09', { count: 5, redCount: 1, voidCount: 1 }),
      invoiceMonth('2026-10', { count: 1, voidCount: 1 }),
      invoiceMonth('2026-10', { direction: 'IN', voidCount: 50 }),
    ];
    expect(of(months).voidShare12).toBe('0.222222');
  });

  it('redShare12 is the amount taken back over the amount issued, above 1 where more was taken back', () => {
    expect(of(every('2026-09', '2026-10', { amount: '80.00', redAmount: '10.00' })).redShare12).toBe('0.125');
    expect(of(every('2026-10', '2026-10', { amount: '80.00', redAmount: '100.00' })).redShare12).toBe('1.25');
  });

  it('customers12 and topTenCustomerShare12 are those of sales, the share written shortest', () => {
    const figures = of(every('2026-10', '2026-10'), [
      { direction: 'OUT', counterparties: 37, topTenShare: '0.820000' },
      { direction: 'IN', counterparties: 4, topTenShare: '1' },
    ]);
    expect(figures).toMatchObject({ customers12: 37, topTenCustomerShare12: '0.82' });
  });

  it('customers12 and topTenCustomerShare12 are null where the summary does not tell', () => {
    expect(of([])).toMatchObject({ customers12: null, topTenCustomerShare12: null });
  });

  it('invoicedPurchases12 takes red invoices off and leaves sales out', () => {
    const months = [
      invoiceMonth('2026-10', { amount: '1.00' }),
      invoiceMonth('2026-10', { direction: 'IN', amount: '60.00', redAmount: '5.00' }),
    ];
    expect(of(months).invoicedPurchases12).toBe('55.00');
  });

  it('is truly zero where there are no invoices, and null where there is nothing to divide by', () => {
    expect(of([], [{ direction: 'OUT', counterparties: 0, topTenShare: null }])).toMatchObject({
      invoicedSales12: '0.00',
      invoicedSalesGrowth12: null,
      invoicedMonths12: 0,
      longestInvoiceGap24: 24,
      voidShare12: null,
      redShare12: null,
      customers12: 0,
      topTenCustomerShare12: null,
      invoicedPurchases12: '0.00',
    });
  });
});
