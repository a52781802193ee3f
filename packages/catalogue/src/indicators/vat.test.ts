import { type Month, monthRange, type VatReturn } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { filing, zeroFiling } from '../../test/records.ts';
import { computeIndicators } from './compute-indicators.ts';

const asOf = '2026-11-21';
const of = (returns: VatReturn[]) => computeIndicators({ 'tax.vat-returns': returns }, asOf);
const every = (from: Month, to: Month, fact: object = {}) =>
  monthRange(from, to).map((month) => filing(month, fact));

describe('indicators of tax.vat-returns, last 12 months = 2025-11 to 2026-10', () => {
  it('vatFiledMonths12 counts the months filed, neither the month before the window nor that of asOf', () => {
    expect(of(every('2025-10', '2026-11')).vatFiledMonths12).toBe(12);
    expect(of(every('2025-11', '2026-09')).vatFiledMonths12).toBe(11);
  });

  it('vatFiledMonths12 counts a corrected period once', () => {
    expect(of([filing('2026-10'), filing('2026-10')]).vatFiledMonths12).toBe(1);
  });

  it('vatSales12 adds taxable, simplified and exempt sales', () => {
    const [october] = every('2026-10', '2026-10', {
      taxableSales: '100.01',
      simplifiedSales: '20.02',
      exemptSales: '3.03',
    });
    expect(of([october!, filing('2025-11', { taxableSales: '1000.00' })]).vatSales12).toBe('1123.06');
  });

  it('vatSales12 takes the later row of a corrected period', () => {
    const corrected = filing('2026-10', { taxableSales: '7.00' });
    expect(of([filing('2026-10'), corrected]).vatSales12).toBe('7.00');
  });

  it('vatSalesGrowth12 compares with the 12 months before, here 12 × 150 to 12 × 100', () => {
    const returns = [
      ...every('2024-11', '2025-10', { taxableSales: '100.00' }),
      ...every('2025-11', '2026-10', { taxableSales: '150.00' }),
    ];
    expect(of(returns).vatSalesGrowth12).toBe('0.5');
  });

  it('vatSalesGrowth12 leaves the last month out of both years while it is not filed', () => {
    const returns = [
      ...every('2024-11', '2025-09', { taxableSales: '100.00' }),
      ...every('2025-10', '2025-10', { taxableSales: '900.00' }),
      ...every('2025-11', '2026-09', { taxableSales: '110.00' }),
    ];
    expect(of(returns).vatSalesGrowth12).toBe('0.1');
  });

  it('vatSalesGrowth12 takes any other month that is not filed for lost sales', () => {
    const later = every('2025-11', '2026-10', { taxableSales: '100.00' }).filter(
      ({ period }) => period !== '2026-08',
    );
    const returns = [...every('2024-11', '2025-10', { taxableSales: '100.00' }), ...later];
    expect(of(returns).vatSalesGrowth12).toBe('-0.083333');
  });

  it('vatSalesGrowth12 is null when one of the earlier 12 months was not filed', () => {
    expect(of(every('2024-12', '2026-10')).vatSalesGrowth12).toBeNull();
    expect(of(every('2024-11', '2026-10')).vatSalesGrowth12).toBe('0');
  });

  it('vatSalesGrowth12 is null when the earlier 12 months sold nothing', () => {
    const earlier = every('2024-11', '2025-10', { taxableSales: '0.00' });
    expect(of([...earlier, ...every('2025-11', '2026-10')]).vatSalesGrowth12).toBeNull();
  });

  it('vatSalesGrowth12 is null when none of the last 12 months was filed', () => {
    expect(of(every('2024-11', '2025-10')).vatSalesGrowth12).toBeNull();
  });

  it('vatPayable12 adds the tax payable, reductions not deducted, negative months included', () => {
    const returns = [
      filing('2026-09', { taxPayable: '500.50', taxReduced: '250.25' }),
      filing('2026-10', { taxPayable: '-0.75' }),
    ];
    expect(of(returns).vatPayable12).toBe('499.75');
  });

  it('zeroFilingMonths12 counts filings with neither sales nor tax', () => {
    expect(of([zeroFiling('2026-09'), zeroFiling('2026-10')]).zeroFilingMonths12).toBe(2);
  });

  it.each([
    { exemptSales: '0.01' },
    { simplifiedSales: '0.01' },
    { taxableSales: '-0.01' },
    { taxPayable: '0.01' },
  ])('a filing with %o is no zero filing', (fact) => {
    expect(of([zeroFiling('2026-10', fact)]).zeroFilingMonths12).toBe(0);
  });

  it('longestZeroFilingStreak12 takes the longest run', () => {
    const zero = ['2025-12', '2026-01', '2026-02', '2026-05', '2026-06'].map((month) => zeroFiling(month));
    const sold = ['2025-11', '2026-03', '2026-04', '2026-07'].map((month) => filing(month));
    expect(of([...zero, ...sold]).longestZeroFilingStreak12).toBe(3);
  });

  it('longestZeroFilingStreak12 is ended by a month that was not filed', () => {
    expect(of([zeroFiling('2026-07'), zeroFiling('2026-09')]).longestZeroFilingStreak12).toBe(1);
  });

  it('longestZeroFilingStreak12 does not look before the window', () => {
    const returns = monthRange('2025-06', '2026-10').map((month) => zeroFiling(month));
    expect(of(returns).longestZeroFilingStreak12).toBe(12);
  });

  it('lateFilings12 counts filings late by a day or more', () => {
    const returns = [
      filing('2026-08', { daysLate: 0 }),
      filing('2026-09', { daysLate: 1 }),
      filing('2026-10', { daysLate: 20 }),
      filing('2025-10', { daysLate: 3 }),
    ];
    expect(of(returns).lateFilings12).toBe(2);
  });

  it('knows nothing of sales where nothing was filed: 0 months, and null for the rest', () => {
    expect(of([])).toMatchObject({
      vatFiledMonths12: 0,
      vatSales12: null,
      vatSalesGrowth12: null,
      vatPayable12: null,
      zeroFilingMonths12: null,
      longestZeroFilingStreak12: null,
      lateFilings12: null,
    });
  });
});
