import { INDICATOR_NAMES, INDICATORS, Indicators, monthRange } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { filing, invoiceMonth, profile, summary } from '../../test/records.ts';
import { computeIndicators, FORMULAS, indicatorsOf } from './compute-indicators.ts';

const asOf = '2026-11-21';
const months = monthRange('2023-11', '2026-11');
const records = {
  'registration.profile': profile(),
  'tax.vat-returns': months.map((month) => filing(month)),
  'tax.credit-grades': [{ year: 2025, grade: 'A' as const }],
  'tax.arrears': [],
  'invoice.summary': summary(
    months.map((month) => invoiceMonth(month)),
    [{ direction: 'OUT', counterparties: 20, topTenShare: '0.5' }],
  ),
  'enforcement.records': [],
};

describe('computeIndicators', () => {
  it.each(INDICATOR_NAMES)('%s has a formula at the item it is said to come from', (name) => {
    expect(Object.keys(FORMULAS[INDICATORS[name].item])).toContain(name);
  });

  it('computes every indicator of the contracts, none null, from whole records', () => {
    const indicators = computeIndicators(records, asOf);
    expect(Object.keys(indicators)).toEqual(INDICATOR_NAMES);
    expect(Object.values(indicators)).not.toContain(null);
    expect(Indicators.parse(indicators)).toEqual(indicators);
  });

  it.each(INDICATOR_NAMES)('%s is null, never 0, when its item is absent', (name) => {
    expect(computeIndicators({}, asOf)[name]).toBeNull();
  });

  it('computes only the names asked for', () => {
    expect(computeIndicators(records, asOf, ['ageMonths'])).toEqual({ ageMonths: 92 });
  });

  it('leaves a figure null whose window the range does not cover', () => {
    const year = { from: '2025-11-01', to: asOf };
    const indicators = computeIndicators(records, asOf, undefined, year);
    expect(indicators).toMatchObject({
      vatSales12: '1200000.00',
      invoicedSales12: '1200000.00',
      ageMonths: 92,
    });
    expect(indicators).toMatchObject({
      vatSalesGrowth12: null,
      invoicedSalesGrowth12: null,
      longestInvoiceGap24: null,
    });
  });

  it('needs the range from the first day of the oldest month, 24 months back', () => {
    const from = (day: string) => computeIndicators(records, asOf, undefined, { from: day, to: asOf });
    expect(from('2024-11-01').longestInvoiceGap24).toBe(0);
    expect(from('2024-11-02').longestInvoiceGap24).toBeNull();
  });

  it('names the indicators of an item in the order of the contracts, none for invoice.lines', () => {
    expect(indicatorsOf('tax.credit-grades')).toEqual(['taxCreditGrade']);
    expect(indicatorsOf('invoice.lines')).toEqual([]);
  });
});
