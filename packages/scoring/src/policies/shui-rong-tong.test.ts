import type { Indicators } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { decide } from '../decision/decide.ts';
import { bestTaxpayer } from '../testing/indicators.ts';
import { SHUI_RONG_TONG_2026_1 } from './shui-rong-tong.ts';

const decided = (fact: Indicators = {}) => decide(SHUI_RONG_TONG_2026_1, bestTaxpayer(fact), '2026-11-21');

const brief = ({ outcome, rating, limit, annualRate }: ReturnType<typeof decided>) =>
  [outcome, rating, limit, annualRate].join(' ');

/** 120 + 80 + 140 + 60 + 90 + 80 + 60 + 60 + 45 + 40 = 775 points; 7 × 60,000 is the least term. */
const herbTrader: Indicators = {
  taxCreditGrade: 'B',
  vatPayable12: '60000.00',
  vatSalesGrowth12: '0.05',
  zeroFilingMonths12: 1,
  vatFiledMonths12: 12,
  lateFilings12: 0,
  ageMonths: 49,
  legalRepresentativeMonths: 49,
  invoicedSales12: '2500000.00',
  longestInvoiceGap24: 1,
  topTenCustomerShare12: '0.7',
};

describe('税融通 2026-1, computed by hand', () => {
  it('a trader of four years with grade B', () => {
    const { reasons, ...result } = decided(herbTrader);
    expect(result).toEqual({
      policyId: 'shui-rong-tong',
      policyVersion: '2026-1',
      outcome: 'APPROVED',
      limit: '420000.00',
      limitBoundBy: 'tax-multiple',
      annualRate: '0.0485',
      rating: 'A',
      score: 775,
      defaultProbability: null,
      missing: [],
    });
    expect(reasons.map(({ code, pointsLost }) => [code, pointsLost])).toEqual([
      ['TAX_TOO_LOW', 60],
      ['TAX_GRADE_LOW', 40],
      ['TAX_ZERO_FILINGS', 40],
      ['TOO_YOUNG', 30],
    ]);
  });

  it('the same without a second year of returns: 140 points less, BB, its cap', () => {
    expect(decided({ ...herbTrader, vatSalesGrowth12: null })).toMatchObject({
      outcome: 'APPROVED',
      limit: '300000.00',
      annualRate: '0.0600',
      rating: 'BB',
      score: 635,
      missing: ['vatSalesGrowth12'],
    });
  });

  it('the best of taxpayers has 1,000 points and the highest limit', () => {
    const result = decided();
    expect([result.score, brief(result)]).toEqual([1000, 'APPROVED AAA 3000000.00 0.0405']);
  });

  it('the least that rules admit has 160 points and no credit', () => {
    const result = decided({
      taxCreditGrade: 'M',
      vatPayable12: '10000.00',
      vatSalesGrowth12: '-1',
      zeroFilingMonths12: 12,
      vatFiledMonths12: 0,
      lateFilings12: 12,
      ageMonths: 24,
      legalRepresentativeMonths: 24,
      invoicedSales12: '0.00',
      longestInvoiceGap24: 24,
      topTenCustomerShare12: '1',
    });
    // 80 for M, 50 for 10,000 yuan of tax, 30 for two years.
    expect([result.score, brief(result)]).toEqual([160, 'DECLINED C 0.00 ']);
  });
});

describe('税融通 2026-1 · admission', () => {
  it.each<[string, Indicators, Indicators, string, string]>([
    [
      'active registration',
      { registrationActive: 1 },
      { registrationActive: 0 },
      'DECLINED',
      'REGISTRATION_NOT_ACTIVE',
    ],
    ['24 months of age', { ageMonths: 24 }, { ageMonths: 23 }, 'DECLINED', 'TOO_YOUNG'],
    [
      'no abnormal listing',
      { openAbnormalListings: 0 },
      { openAbnormalListings: 1 },
      'DECLINED',
      'ABNORMAL_LISTING',
    ],
    ['no enforcement', { openEnforcements: 0 }, { openEnforcements: 1 }, 'DECLINED', 'UNDER_ENFORCEMENT'],
    ['no arrears', { openArrears: '0.00' }, { openArrears: '0.01' }, 'DECLINED', 'TAX_ARREARS'],
    ['grade M', { taxCreditGrade: 'M' }, { taxCreditGrade: 'C' }, 'DECLINED', 'TAX_GRADE_NOT_ADMITTED'],
    ['grade B', { taxCreditGrade: 'B' }, { taxCreditGrade: 'D' }, 'DECLINED', 'TAX_GRADE_NOT_ADMITTED'],
    [
      '10,000 yuan of tax',
      { vatPayable12: '10000.00' },
      { vatPayable12: '9999.99' },
      'DECLINED',
      'TAX_TOO_LOW',
    ],
    [
      '12 months under one legal representative',
      { legalRepresentativeMonths: 12 },
      { legalRepresentativeMonths: 11 },
      'REFERRED',
      'LEGAL_REPRESENTATIVE_CHANGED',
    ],
  ])('%s, and not less', (_, met, broken, outcome, code) => {
    expect(decided(met).outcome).toBe('APPROVED');
    const result = decided(broken);
    expect([result.outcome, result.reasons[0]?.code]).toEqual([outcome, code]);
  });

  it('all rules broken are all told, in the order of the policy', () => {
    const result = decided({
      registrationActive: 0,
      ageMonths: 1,
      openAbnormalListings: 2,
      openEnforcements: 3,
      openArrears: '4.00',
      taxCreditGrade: 'D',
      vatPayable12: '-5.00',
      legalRepresentativeMonths: 1,
    });
    expect(result.reasons.map(({ code }) => code)).toEqual([
      'REGISTRATION_NOT_ACTIVE',
      'TOO_YOUNG',
      'ABNORMAL_LISTING',
      'UNDER_ENFORCEMENT',
      'TAX_ARREARS',
      'TAX_GRADE_NOT_ADMITTED',
      'TAX_TOO_LOW',
      'LEGAL_REPRESENTATIVE_CHANGED',
    ]);
  });
});

describe('税融通 2026-1 · limit', () => {
  it.each<[string, Indicators, string]>([
    ['7 × VAT payable binds, rounded down', { vatPayable12: '300123.45' }, '2100000.00'],
    ['0.3 × invoiced sales binds, rounded down', { invoicedSales12: '9999999.99' }, '2999000.00'],
    ['the cap of its rating binds', { vatPayable12: '428571.43' }, '3000000.00'],
    ['just below the cap', { vatPayable12: '428571.42' }, '2999000.00'],
    ['the smallest loan', { invoicedSales12: '33333.34' }, '10000.00'],
  ])('%s', (_, fact, limit) => {
    expect(decided(fact)).toMatchObject({ outcome: 'APPROVED', limit });
  });

  it.each([
    ['below the smallest loan', '33333.33'],
    ['more red than blue', '-1000000.00'],
  ])('%s: none', (_, invoicedSales12) => {
    const result = decided({ invoicedSales12 });
    expect([result.outcome, result.limit, result.reasons[0]?.code]).toEqual([
      'DECLINED',
      '0.00',
      'LIMIT_TOO_SMALL',
    ]);
  });
});

describe('税融通 2026-1 · rating, cap and price', () => {
  const zero: Indicators = { zeroFilingMonths12: 6 };
  const late: Indicators = { ...zero, lateFilings12: 3 };
  const gradeM: Indicators = { ...late, taxCreditGrade: 'M' };

  it.each<[number, Indicators, string, string]>([
    [900, zero, 'APPROVED AAA 3000000.00 0.0405', 'AA'],
    [820, late, 'APPROVED AA 2000000.00 0.0435', 'A'],
    [740, gradeM, 'APPROVED A 1000000.00 0.0485', 'BBB'],
    [
      660,
      { ...gradeM, vatFiledMonths12: 6, topTenCustomerShare12: '0.6' },
      'APPROVED BBB 800000.00 0.0540',
      'BB',
    ],
    [
      580,
      { ...gradeM, vatSalesGrowth12: '-0.3', topTenCustomerShare12: '0.95' },
      'APPROVED BB 300000.00 0.0600',
      'C',
    ],
  ])('%d points are the least of a band', (score, fact, expected, nextBand) => {
    const result = decided(fact);
    expect([result.score, brief(result)]).toEqual([score, expected]);
    expect(decided({ ...fact, longestInvoiceGap24: 1 }).rating).toBe(nextBand);
  });

  it('C is not admitted', () => {
    const result = decided({ ...gradeM, vatSalesGrowth12: '-0.3', vatFiledMonths12: 5 });
    expect([result.score, brief(result), result.reasons[0]?.code]).toEqual([
      550,
      'DECLINED C 0.00 ',
      'RATING_NOT_ADMITTED',
    ]);
  });
});
