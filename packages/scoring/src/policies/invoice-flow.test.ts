import { INDICATORS, type IndicatorName, type Indicators } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { decide } from '../decision/decide.ts';
import { bestInvoicer } from '../testing/indicators.ts';
import { INVOICE_FLOW_2026_1 } from './invoice-flow.ts';

const decided = (fact: Indicators = {}) => decide(INVOICE_FLOW_2026_1, bestInvoicer(fact), '2026-11-21');

describe('票流贷 2026-1', () => {
  it('reads the invoice summary and nothing else', () => {
    const items = INVOICE_FLOW_2026_1.features.map(({ name }) => INDICATORS[name as IndicatorName].item);
    expect(new Set(items)).toEqual(new Set(['invoice.summary']));
  });

  it('says that its weights were set before any outcome was seen', () => {
    const judged = INVOICE_FLOW_2026_1.references.find(({ id }) => id === 'judgement-before-outcomes');
    expect(judged?.text.en).toMatch(/before any default or repayment outcome was seen/);
  });
});

describe('票流贷 2026-1, computed by hand', () => {
  it('a wholesaler of middle size', () => {
    // 160 + 160 + 115 + 100 + 75 + 50 + 45 + 25 points; 0.5 × 1,500,000 is the least term.
    const { reasons, ...result } = decided({
      invoicedSales12: '4567890.12',
      invoicedMonths12: 11,
      longestInvoiceGap24: 1,
      customers12: 12,
      invoicedSalesGrowth12: '-0.15',
      voidShare12: '0.05',
      redShare12: '0.03',
      topTenCustomerShare12: '0.85',
      invoicedPurchases12: '1500000.00',
    });
    expect(result).toEqual({
      policyId: 'invoice-flow',
      policyVersion: '2026-1',
      outcome: 'APPROVED',
      limit: '750000.00',
      limitBoundBy: 'share-of-invoiced-purchases',
      annualRate: '0.0625',
      rating: 'A',
      score: 730,
      defaultProbability: null,
      missing: [],
    });
    expect(reasons.map(({ code, pointsLost }) => [code, pointsLost])).toEqual([
      ['INVOICE_SALES_LOW', 80],
      ['INVOICE_GAP', 45],
      ['CUSTOMERS_CONCENTRATED', 45],
      ['CUSTOMERS_FEW', 40],
    ]);
  });

  it('the best of invoicers has 1,000 points and the highest limit', () => {
    expect(decided()).toMatchObject({
      score: 1000,
      rating: 'AAA',
      limit: '3000000.00',
      annualRate: '0.0485',
    });
  });

  it('a young enterprise without a year before: growth is missing and costs its 100 points', () => {
    expect(decided({ invoicedSalesGrowth12: null })).toMatchObject({
      score: 900,
      rating: 'AAA',
      outcome: 'APPROVED',
      missing: ['invoicedSalesGrowth12'],
      reasons: [{ code: 'DATA_MISSING', pointsLost: 100 }],
    });
  });

  it('an enterprise that never invoiced is refused, its unknown shares notwithstanding', () => {
    const result = decided({
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
    expect([result.outcome, result.reasons.map(({ code }) => code)]).toEqual([
      'DECLINED',
      ['INVOICE_SALES_LOW', 'INVOICE_GAP', 'DATA_MISSING'],
    ]);
  });
});

describe('票流贷 2026-1 · admission', () => {
  it.each<[string, Indicators, Indicators, string, string]>([
    [
      '1,000,000 yuan invoiced',
      { invoicedSales12: '1000000.00' },
      { invoicedSales12: '999999.99' },
      'DECLINED',
      'INVOICE_SALES_LOW',
    ],
    ['6 months invoiced', { invoicedMonths12: 6 }, { invoicedMonths12: 5 }, 'DECLINED', 'INVOICE_GAP'],
    ['a gap of 5 months', { longestInvoiceGap24: 5 }, { longestInvoiceGap24: 6 }, 'REFERRED', 'INVOICE_GAP'],
    ['30 % void', { voidShare12: '0.3' }, { voidShare12: '0.300001' }, 'REFERRED', 'INVOICE_VOIDS'],
    ['30 % red', { redShare12: '0.3' }, { redShare12: '0.300001' }, 'REFERRED', 'INVOICE_REDS'],
  ])('%s, and not worse', (_, met, broken, outcome, code) => {
    expect(decided(met).outcome).toBe('APPROVED');
    const result = decided(broken);
    expect([result.outcome, result.reasons[0]?.code]).toEqual([outcome, code]);
  });
});

describe('票流贷 2026-1 · limit', () => {
  it.each<[string, Indicators, string]>([
    ['0.2 × invoiced sales binds, rounded down', { invoicedSales12: '12345678.90' }, '2469000.00'],
    ['0.5 × invoiced purchases binds, rounded down', { invoicedPurchases12: '1999999.99' }, '999000.00'],
    ['the cap of its rating binds', { invoicedPurchases12: '6000000.00' }, '3000000.00'],
    ['the smallest loan', { invoicedPurchases12: '20000.00' }, '10000.00'],
  ])('%s', (_, fact, limit) => {
    expect(decided(fact)).toMatchObject({ outcome: 'APPROVED', limit });
  });

  it.each(['19999.99', '0.00', '-0.01'])('purchases of %s yuan: none', (invoicedPurchases12) => {
    const result = decided({ invoicedPurchases12 });
    expect([result.outcome, result.limit, result.reasons[0]?.code]).toEqual([
      'DECLINED',
      '0.00',
      'LIMIT_TOO_SMALL',
    ]);
  });
});

describe('票流贷 2026-1 · rating, cap and price', () => {
  const falling: Indicators = { longestInvoiceGap24: 3, invoicedSalesGrowth12: '-0.7' };
  const twoCustomers: Indicators = { ...falling, customers12: 2 };
  const elevenMonths: Indicators = { invoicedMonths12: 11 };

  it.each<[number, Indicators, string, Indicators, string]>([
    [
      880,
      { redShare12: '0.15', topTenCustomerShare12: '0.6', customers12: 10 },
      'AAA 3000000.00 0.0485',
      elevenMonths,
      'AA',
    ],
    [800, falling, 'AA 2000000.00 0.0545', elevenMonths, 'A'],
    [700, { ...falling, customers12: 10, redShare12: '0.2' }, 'A 1000000.00 0.0625', elevenMonths, 'BBB'],
    [600, { ...twoCustomers, redShare12: '0.2' }, 'BBB 500000.00 0.0765', elevenMonths, 'BB'],
    [
      500,
      { ...twoCustomers, invoicedMonths12: 9, voidShare12: '0.15', redShare12: '0.05' },
      'BB 200000.00 0.0945',
      { topTenCustomerShare12: '0.6' },
      'C',
    ],
  ])('%d points are the least of a band', (score, fact, expected, worse, nextBand) => {
    const { rating, limit, annualRate, ...result } = decided(fact);
    expect([result.score, `${rating} ${limit} ${annualRate}`]).toEqual([score, expected]);
    expect(decided({ ...fact, ...worse }).rating).toBe(nextBand);
  });
});
