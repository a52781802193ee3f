import { INDICATOR_NAMES, INDICATORS, Indicators } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { everything } from '../../test/consented.ts';
import { computeIndicators, FORMULAS, indicatorsOf } from './compute-indicators.ts';

const asOf = '2026-11-21';

describe('computeIndicators', () => {
  it.each(INDICATOR_NAMES)('%s has a formula at the item it is said to come from', (name) => {
    expect(FORMULAS[INDICATORS[name].item].names).toContain(name);
  });

  it('has no formula that the contracts do not define', () => {
    const names = Object.values(FORMULAS).flatMap((formulas) => formulas.names);
    expect(names.toSorted()).toEqual(INDICATOR_NAMES.toSorted());
  });

  it('computes every indicator of the contracts in its unit', () => {
    const indicators = computeIndicators(everything, asOf);
    expect(Object.keys(indicators)).toEqual(INDICATOR_NAMES);
    expect(Indicators.parse(indicators)).toEqual(indicators);
    const written = {
      AMOUNT: /^-?\d+\.\d\d$/,
      RATIO: /^-?\d+(\.\d{1,6})?$/,
      COUNT: /^\d+$/,
      MONTHS: /^\d+$/,
      DAYS: /^\d+$/,
      GRADE: /^[ABMCD]$/,
    };
    for (const name of INDICATOR_NAMES) {
      const value = indicators[name] ?? null;
      if (value !== null) expect(String(value), name).toMatch(written[INDICATORS[name].unit]);
    }
  });

  it.each(INDICATOR_NAMES)('%s is null, never 0, when its item is absent', (name) => {
    expect(computeIndicators({}, asOf)[name]).toBeNull();
  });

  it('computes only the names asked for', () => {
    expect(computeIndicators(everything, asOf, ['ageMonths'])).toEqual({ ageMonths: 92 });
  });

  it('leaves a figure null whose window the range does not cover', () => {
    const year = { from: '2025-11-01', to: asOf };
    const indicators = computeIndicators(everything, asOf, undefined, year);
    expect(indicators).toMatchObject({
      vatSales12: '1200000.00',
      invoicedSales12: '1200000.00',
      ageMonths: 92,
    });
    expect(indicators).toMatchObject({
      vatSales24: null,
      vatSalesGrowth12: null,
      invoicedSalesGrowth12: null,
      invoicedSalesYearOnYear1: null,
      longestInvoiceGap24: null,
    });
  });

  it('needs the range from the first day of the oldest month, 24 months back', () => {
    const from = (day: string) => computeIndicators(everything, asOf, undefined, { from: day, to: asOf });
    expect(from('2024-11-01').longestInvoiceGap24).toBe(0);
    expect(from('2024-11-02').longestInvoiceGap24).toBeNull();
  });

  it('names the indicators of an item in the order of the contracts, none for invoice.lines', () => {
    expect(indicatorsOf('tax.credit-grades')).toEqual([
      'taxCreditGrade',
      'taxCreditGradeInForce',
      'taxCreditGradeStepsDown',
      'worstTaxCreditGrade12',
      'worstTaxCreditGrade24',
      'worstTaxCreditGrade36',
    ]);
    expect(indicatorsOf('invoice.lines')).toEqual([]);
  });
});
