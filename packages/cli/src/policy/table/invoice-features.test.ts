import type { InvoiceMonth, InvoiceSummary } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { FEATURE_COLUMNS, featuresOf } from './invoice-features.ts';

const month = (name: string, more: Partial<InvoiceMonth> = {}): InvoiceMonth => ({
  ...{ month: name, direction: 'OUT', count: 2, amount: '300.00', tax: '39.00' },
  ...{ redCount: 0, redAmount: '0.00', voidCount: 0, ...more },
});
const NONE = { counterparties: 0, topTenShare: null };
const summaryOf = (...months: InvoiceMonth[]): InvoiceSummary => ({
  months,
  concentration: [
    { direction: 'OUT', ...NONE },
    { direction: 'IN', ...NONE },
  ],
});
const LONG = { from: '2020-01-01', to: '2025-12-31' };
const named = (summary: InvoiceSummary, asOf: string, covered = LONG) =>
  Object.fromEntries(featuresOf(summary, asOf, covered).map((figure, at) => [FEATURE_COLUMNS[at]!, figure]));

describe('featuresOf', () => {
  const year = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`);

  it('names each column once', () => expect(new Set(FEATURE_COLUMNS).size).toBe(FEATURE_COLUMNS.length));

  it('has the figures of the catalogue', () => {
    const figures = named(summaryOf(...year.map((name) => month(name))), '2026-01-10');
    expect(figures).toMatchObject({
      invoicedSales12: '3600.00',
      invoicedMonths12: '12',
      salesInvoices12: '24',
    });
  });

  it('by hand: six months of 300 and six of 100 vary by 100 around 200', () => {
    const months = year.map((name, at) => month(name, { amount: at < 6 ? '300.00' : '100.00' }));
    expect(named(summaryOf(...months), '2026-01-10')).toMatchObject({
      salesVolatility12: '0.5',
      meanSalesInvoice12: '100',
      invoicedSurplus12: '2400',
      monthsSinceFirstInvoice: '12',
    });
  });

  it('counts a month without invoices as nothing sold, and red invoices off', () => {
    const only = month('2025-12', { redCount: 1, redAmount: '60.00' });
    const figures = named(summaryOf(only), '2026-01-10');
    expect(figures).toMatchObject({ invoicedSurplus12: '240', monthsSinceFirstInvoice: '1' });
    // One month of 240 and eleven of 0: mean 20, deviation √(240²/12 − 20²) = 66.33.
    expect(Number(figures.salesVolatility12)).toBeCloseTo(Math.sqrt(240 ** 2 / 12 - 400) / 20, 6);
  });

  it('is empty where there is nothing to divide by', () => {
    const figures = named(summaryOf(), '2026-01-10');
    expect(figures).toMatchObject({
      salesVolatility12: '',
      meanSalesInvoice12: '',
      monthsSinceFirstInvoice: '',
      invoicedSales12: '0.00',
    });
  });

  it('is empty where the files do not reach back, so that a short file is no quiet past', () => {
    const figures = named(summaryOf(...year.map((name) => month(name))), '2026-01-10', {
      from: '2025-02-01',
      to: '2025-12-31',
    });
    expect(Object.values(figures).every((figure) => figure === '')).toBe(true);
  });
});
