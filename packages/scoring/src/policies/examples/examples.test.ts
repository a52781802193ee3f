import { describe, expect, it } from 'vitest';
import { Dec } from '../../decimal.ts';
import { decide } from '../../decision/decide.ts';
import type { Applicant } from '../../decision/feature-values.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';
import { EXAMPLE_POLICIES } from './index.ts';
import { JIAN_SHUI_YUN_DAI_2026_1 } from './jian-shui-yun-dai.ts';
import { WEI_YE_DAI_2026_1 } from './wei-ye-dai.ts';
import { YUN_SHUI_DAI_2026_1 } from './yun-shui-dai.ts';

const AS_OF = '2026-11-21';

describe('EXAMPLE_POLICIES', () => {
  it.each([...EXAMPLE_POLICIES])('%s survives JSON and a second check', (_, policy) => {
    expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  it.each([...EXAMPLE_POLICIES])('%s: every source is cited', (_, policy) => {
    const cited = JSON.stringify({ ...policy, references: [] });
    expect(policy.references.filter(({ id }) => !cited.includes(`"reference":"${id}"`))).toEqual([]);
  });

  it.each([...EXAMPLE_POLICIES])(
    '%s: an enterprise of which nothing is known is left to a person',
    (_, policy) => {
      expect(decide(policy, {}, AS_OF).outcome).toBe('REFERRED');
    },
  );
});

describe('云税贷 · 建设银行: 年均增值税×5至7＋所得税×7至9', () => {
  const decided = (fact: Applicant = {}) =>
    decide(
      YUN_SHUI_DAI_2026_1,
      {
        taxCreditGrade: 'A',
        taxPaid12: '150000.00',
        valueAddedTaxPaid24: '200000.00',
        incomeTaxPaid24: '100000.00',
        lateTaxPaymentMonths12: 0,
        taxPaidGrowth12: '0',
        ownerAge: 45,
        ...fact,
      },
      AS_OF,
    );

  it('100,000 yuan of VAT and 50,000 of income tax a year give 1,150,000 at the best rating', () => {
    expect(decided()).toMatchObject({
      outcome: 'APPROVED',
      rating: 'A',
      limit: '1150000.00',
      limitBoundBy: 'taxes',
    });
  });

  it.each([
    ['B', { lateTaxPaymentMonths12: 1, taxPaidGrowth12: '-0.1' }, '1000000.00'],
    ['C', { taxCreditGrade: 'B', lateTaxPaymentMonths12: 2, taxPaidGrowth12: '-0.1' }, '850000.00'],
  ])('the same at %s: 6 and 8, or 5 and 7 times', (rating, fact, limit) => {
    expect(decided(fact)).toMatchObject({ rating, limit });
  });

  it.each<[string, Applicant, string]>([
    ['grade M', { taxCreditGrade: 'M' }, 'TAX_GRADE_NOT_ADMITTED'],
    ['29,999.99 yuan of tax', { taxPaid12: '29999.99' }, 'TAX_TOO_LOW'],
    ['an owner of 17', { ownerAge: 17 }, 'OWNER_AGE'],
    ['an owner of 61', { ownerAge: 61 }, 'OWNER_AGE'],
  ])('%s: declined', (_, fact, code) => {
    const { outcome, reasons } = decided(fact);
    expect([outcome, reasons[0]?.code]).toEqual(['DECLINED', code]);
  });

  it.each([18, 60])('an owner of %d is admitted', (ownerAge) => {
    expect(decided({ ownerAge }).outcome).toBe('APPROVED');
  });
});

describe('微业贷 · 日利率0.01%起, 最高300万元', () => {
  const decided = (fact: Applicant = {}) =>
    decide(
      WEI_YE_DAI_2026_1,
      {
        ageMonths: 24,
        legalRepresentativeMonths: 24,
        invoicedSales12: '20000000.00',
        invoicedPurchases12: '6000000.00',
        vatPayable12: '100000.00',
        invoicedMonths12: 12,
        lateFilings6: 0,
        topTenCustomerShare12: '0.4',
        creditOverdue6: 0,
        ...fact,
      },
      AS_OF,
    );

  it('0.01 % a day over 365 days is the lowest rate, 3.65 %', () => {
    expect(new Dec('0.0001').times(365).toFixed()).toBe('0.0365');
    expect(decided()).toMatchObject({ rating: 'A', score: 800, annualRate: '0.0365' });
  });

  it('the smaller of inflow and outflow counts, or the taxes where they give more', () => {
    // 0.3 × 6,000,000 against 5 × 100,000, then 0.3 × 1,000,000 against 5 × 100,000.
    expect(decided()).toMatchObject({ limit: '1800000.00', limitBoundBy: 'flow-or-tax' });
    expect(decided({ invoicedPurchases12: '1000000.00' }).limit).toBe('500000.00');
  });

  it('at 600 points: 4.5 % of default, 1.75 % + 60 % of 4.5 % + 1.71 % = 6.16 %', () => {
    const result = decided({
      invoicedMonths12: 9,
      topTenCustomerShare12: '0.7',
      invoicedSales12: '9000000.00',
    });
    expect([result.score, result.defaultProbability, result.annualRate]).toEqual([600, '0.045000', '0.0616']);
  });

  it('2,000,000 yuan and more are left to a person', () => {
    const result = decided({ invoicedPurchases12: '6666666.67' });
    expect([result.outcome, result.reasons[0]?.code]).toEqual(['REFERRED', 'LARGE_LOAN']);
  });

  it.each<[string, Applicant, string, string]>([
    ['23 months of age', { ageMonths: 23, legalRepresentativeMonths: 23 }, 'DECLINED', 'TOO_YOUNG'],
    [
      'a new legal representative',
      { legalRepresentativeMonths: 23 },
      'DECLINED',
      'LEGAL_REPRESENTATIVE_CHANGED',
    ],
    [
      '1,000,000 yuan invoiced and not more',
      { invoicedSales12: '1000000.00' },
      'DECLINED',
      'INVOICE_SALES_LOW',
    ],
    ['an overdue loan', { creditOverdue6: 1 }, 'DECLINED', 'CREDIT_OVERDUE'],
    ['a late filing', { lateFilings6: 1 }, 'REFERRED', 'TAX_LATE_FILINGS'],
  ])('%s', (_, fact, outcome, code) => {
    const result = decided(fact);
    expect([result.outcome, result.reasons[0]?.code]).toEqual([outcome, code]);
  });
});

describe('减税云贷 · 纳税与减免合计不少于5000元, 4.0525%', () => {
  const decided = (fact: Applicant = {}) =>
    decide(
      JIAN_SHUI_YUN_DAI_2026_1,
      {
        taxCreditGrade: 'M',
        taxPaid12: '3000.00',
        taxReduced12: '2000.00',
        taxPaidMonths6: 1,
        openDishonestyListings: 0,
        ownerAge: 65,
        ...fact,
      },
      AS_OF,
    );

  it('5,000 yuan paid and reduced in all are the threshold, and give the smallest loan', () => {
    expect(decided()).toMatchObject({ outcome: 'APPROVED', limit: '50000.00', annualRate: '0.040525' });
    expect(decided({ taxReduced12: '1999.99' })).toMatchObject({ outcome: 'DECLINED', limit: '0.00' });
  });

  it('lends 3,000,000 yuan at most', () => {
    expect(decided({ taxPaid12: '1000000.00' })).toMatchObject({ limit: '3000000.00', limitBoundBy: 'cap' });
  });

  it.each<[string, Applicant, string]>([
    ['grade C', { taxCreditGrade: 'C' }, 'TAX_GRADE_NOT_ADMITTED'],
    ['no tax in 6 months', { taxPaidMonths6: 0 }, 'TAX_NOT_PAID_LATELY'],
    ['a listing for dishonesty', { openDishonestyListings: 1 }, 'DISHONESTY_LISTED'],
    ['an owner of 66', { ownerAge: 66 }, 'OWNER_AGE'],
  ])('%s: declined', (_, fact, code) => {
    const { outcome, reasons } = decided(fact);
    expect([outcome, reasons[0]?.code]).toEqual(['DECLINED', code]);
  });
});
