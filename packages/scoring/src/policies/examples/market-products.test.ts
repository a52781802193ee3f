import { describe, expect, it } from 'vitest';
import { decide } from '../../decision/decide.ts';
import type { Applicant } from '../../decision/feature-values.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';
import type { PolicyDocument } from '../../policy/policy.ts';

/** Products of the market that are no example file: each is data for `parsePolicy`, and none needs new code. */
const AS_OF = '2026-11-21';
const text = (zh: string) => ({ zh, en: zh });
const sourced = { reference: 'published' };

type Rule = PolicyDocument['admission'][number];
const rule = (feature: string, test: Rule['test'], reasonCode: string, more: Partial<Rule> = {}): Rule => ({
  id: `${feature.toLowerCase()}-${Object.keys(test)[0]!.toLowerCase()}`,
  feature,
  test,
  onFail: 'DECLINE',
  reasonCode,
  ...sourced,
  ...more,
});

/** A product whose scorecard asks for nothing but the tax credit grade; a product names what is its own. */
const product = (part: Partial<PolicyDocument> & Pick<PolicyDocument, 'features' | 'admission' | 'limit'>) =>
  parsePolicy({
    policyId: 'product',
    version: '2026-1',
    name: text('产品'),
    validFrom: '2026-01-01',
    validTo: null,
    references: [{ id: 'published', text: text('公开产品介绍') }],
    reasons: [
      { code: 'OWNER_AGE', text: text('经营者年龄') },
      { code: 'CREDIT_TOO_HIGH', text: text('已有授信过高') },
      { code: 'CREDIT_OVERDUE', text: text('信贷逾期') },
      { code: 'INDUSTRY_EXCLUDED', text: text('行业不在范围') },
      { code: 'LITIGATION', text: text('重大诉讼') },
      { code: 'LARGE_LOAN', text: text('线下办理') },
    ],
    scorecard: {
      initialScore: 0,
      reasonCodeAlgorithm: 'pointsBelow',
      characteristics: [
        {
          name: 'grade',
          feature: 'taxCreditGrade',
          baselineScore: 100,
          reasonCode: 'TAX_GRADE_LOW',
          attributes: [
            { values: ['A'], partialScore: 100 },
            { values: ['B'], partialScore: 80 },
            { values: ['M'], partialScore: 60 },
            { values: ['C'], partialScore: 40 },
            { values: ['D'], partialScore: 0 },
          ],
          ...sourced,
        },
      ],
    },
    rating: [
      { rating: 'A', from: 100, admitted: true },
      { rating: 'B', from: 80, admitted: true },
      { rating: 'M', from: 60, admitted: true },
      { rating: 'C', from: null, admitted: false },
    ],
    price: {
      annualRateByRating: { A: '0.0405', B: '0.0435', M: '0.0435' },
      ceiling: { annualRate: '0.24', ...sourced },
      ...sourced,
    },
    ...part,
  });

const OWNER_AGE: PolicyDocument['features'][number] = {
  name: 'ownerAge',
  definition: { unit: 'COUNT', name: text('经营者年龄') },
  range: [0, 150],
  missing: 'REFER',
};
const needed = (...names: string[]) => names.map((name) => ({ name, missing: 'REFER' as const }));
const own = (name: string, unit: 'AMOUNT' | 'COUNT'): PolicyDocument['features'][number] => ({
  name,
  definition: { unit, name: text(name) },
  range: unit === 'AMOUNT' ? ['0.00', null] : [0, null],
  missing: 'REFER',
});
const brief = (policy: ReturnType<typeof product>, applicant: Applicant) => {
  const { outcome, limit, annualRate, reasons } = decide(policy, applicant, AS_OF);
  return [outcome, limit, annualRate, reasons.find(({ pointsLost }) => pointsLost === 0)?.code];
};

describe('农业银行 纳税e贷', () => {
  const shared = [
    rule('ageMonths', { atLeast: 24 }, 'TOO_YOUNG'),
    rule('taxCreditGrade', { oneOf: ['A', 'B', 'M'] }, 'TAX_GRADE_NOT_ADMITTED'),
    rule('openArrears', { atMost: '0.00' }, 'TAX_ARREARS'),
    rule('ownerAge', { atLeast: 18 }, 'OWNER_AGE'),
    rule('ownerAge', { atMost: 65 }, 'OWNER_AGE'),
    rule('outstandingCredit', { atMost: '5000000.00' }, 'CREDIT_TOO_HIGH'),
  ];
  const cap = { name: 'cap', amount: '3000000.00', ...sourced };
  const limit = (...terms: PolicyDocument['limit']['leastOf']) => ({
    leastOf: [...terms, cap],
    roundDownTo: 1000,
    minimum: '10000.00',
    ...sourced,
  });
  const online = {
    referrals: [
      { id: 'offline', when: { limitAtLeast: '1000001.00' }, reasonCode: 'LARGE_LOAN', ...sourced },
    ],
    tenor: { months: 12, revolving: true, ...sourced },
  };
  const byTax = product({
    ...online,
    features: [
      ...needed('ageMonths', 'taxCreditGrade', 'openArrears', 'taxPaid12'),
      OWNER_AGE,
      own('outstandingCredit', 'AMOUNT'),
    ],
    admission: [...shared, rule('taxPaid12', { atLeast: '10000.00' }, 'TAX_TOO_LOW')],
    limit: limit({
      name: 'tax',
      product: {
        of: { feature: 'taxPaid12', multiple: '1' },
        factors: [{ numberByRating: { A: '10', B: '7', M: '4' } }],
      },
      ...sourced,
    }),
  });
  const firm = {
    ageMonths: 24,
    taxCreditGrade: 'A',
    openArrears: '0.00',
    taxPaid12: '100000.00',
    ownerAge: 65,
    outstandingCredit: '5000000.00',
  };

  it.each([
    ['A', '1000000.00', '0.0405'],
    ['B', '700000.00', '0.0435'],
    ['M', '400000.00', '0.0435'],
  ])('4 to 10 times the tax of 12 months: grade %s', (taxCreditGrade, amount, rate) => {
    expect(brief(byTax, { ...firm, taxCreditGrade }).slice(0, 3)).toEqual(['APPROVED', amount, rate]);
  });

  it.each<[string, Applicant, unknown[]]>([
    ['9,999.99 yuan of tax', { taxPaid12: '9999.99' }, ['DECLINED', '0.00', null, 'TAX_TOO_LOW']],
    [
      'more than 5,000,000 of credit',
      { outstandingCredit: '5000000.01' },
      ['DECLINED', '0.00', null, 'CREDIT_TOO_HIGH'],
    ],
    ['above 1,000,000, not online', { taxPaid12: '100100.00' }, ['REFERRED', '0.00', null, 'LARGE_LOAN']],
  ])('%s', (_, fact, expected) => {
    expect(brief(byTax, { ...firm, ...fact })).toEqual(expected);
  });

  it('by sales: 2,000,000 in 12 months, down by 40 % at most, 6 overdue payments in 2 years at most', () => {
    const bySales = product({
      ...online,
      features: [
        ...needed('ageMonths', 'taxCreditGrade', 'openArrears', 'vatSales12', 'vatSalesGrowth12'),
        OWNER_AGE,
        own('outstandingCredit', 'AMOUNT'),
        own('personalOverdue24', 'COUNT'),
      ],
      admission: [
        ...shared,
        rule('vatSales12', { atLeast: '2000000.00' }, 'INVOICE_SALES_LOW'),
        rule('vatSalesGrowth12', { atLeast: '-0.4' }, 'TAX_SALES_FALLING'),
        rule('personalOverdue24', { atMost: 6 }, 'CREDIT_OVERDUE'),
      ],
      limit: limit({ name: 'sales', feature: 'vatSales12', multiple: '0.1', ...sourced }),
    });
    const seller = { ...firm, vatSales12: '2000000.00', vatSalesGrowth12: '-0.4', personalOverdue24: 6 };
    expect(brief(bySales, seller)).toEqual(['APPROVED', '200000.00', '0.0405', undefined]);
    expect(brief(bySales, { ...seller, vatSalesGrowth12: '-0.400001' })[3]).toBe('TAX_SALES_FALLING');
    expect(brief(bySales, { ...seller, personalOverdue24: 7 })[3]).toBe('CREDIT_OVERDUE');
  });
});

describe('上海 个人银税贷', () => {
  it('A 1,000,000, B 800,000, C 300,000 yuan by tax credit grade, M not at all', () => {
    const policy = product({
      features: [
        ...needed('ageMonths', 'taxCreditGrade', 'taxPaid12'),
        OWNER_AGE,
        own('majorLitigation', 'COUNT'),
      ],
      admission: [
        rule('ageMonths', { atLeast: 24 }, 'TOO_YOUNG'),
        rule('taxCreditGrade', { oneOf: ['A', 'B', 'C'] }, 'TAX_GRADE_NOT_ADMITTED'),
        rule('ownerAge', { atLeast: 20 }, 'OWNER_AGE'),
        rule('ownerAge', { atMost: 65 }, 'OWNER_AGE'),
        rule('majorLitigation', { equals: 0 }, 'LITIGATION'),
      ],
      rating: [
        { rating: 'A', from: 100, admitted: true },
        { rating: 'B', from: 80, admitted: true },
        { rating: 'C', from: 40, admitted: true },
        { rating: 'D', from: null, admitted: false },
      ],
      limit: {
        leastOf: [
          { name: 'tax', feature: 'taxPaid12', multiple: '10', ...sourced },
          { name: 'grade', capByRating: { A: '1000000.00', B: '800000.00', C: '300000.00' }, ...sourced },
        ],
        roundDownTo: 1000,
        minimum: '10000.00',
        ...sourced,
      },
      price: {
        annualRateByRating: { A: '0.0405', B: '0.0435', C: '0.0435' },
        ceiling: { annualRate: '0.24', ...sourced },
        ...sourced,
      },
      tenor: { months: 12, revolving: true, ...sourced },
    });
    const firm = { ageMonths: 30, taxPaid12: '900000.00', ownerAge: 20, majorLitigation: 0 };
    const limits = ['A', 'B', 'C', 'M'].map(
      (taxCreditGrade) => brief(policy, { ...firm, taxCreditGrade })[1],
    );
    expect(limits).toEqual(['1000000.00', '800000.00', '300000.00', '0.00']);
    expect(brief(policy, { ...firm, taxCreditGrade: 'A', majorLitigation: 1 })[3]).toBe('LITIGATION');
  });
});

describe('番茄风控', () => {
  const policy = product({
    features: [
      ...needed('ageMonths', 'taxCreditGrade', 'taxPaid12', 'taxPaidGrowth12'),
      OWNER_AGE,
      {
        name: 'industry',
        definition: { unit: 'CATEGORY', name: text('行业门类'), categories: [...'ABCDEFGHIJKLMNOPQRST'] },
        missing: 'REFER',
      },
    ],
    admission: [
      rule('ageMonths', { atLeast: 18 }, 'TOO_YOUNG'),
      rule('ageMonths', { atLeast: 24 }, 'TOO_YOUNG', { id: 'two-years', onFail: 'REFER' }),
      rule('ownerAge', { atLeast: 25 }, 'OWNER_AGE'),
      rule('ownerAge', { atMost: 60 }, 'OWNER_AGE'),
      rule('industry', { noneOf: ['J', 'K'] }, 'INDUSTRY_EXCLUDED'),
      rule('taxPaidGrowth12', { atLeast: '-0.5' }, 'TAX_SALES_FALLING', { onFail: 'REFER' }),
    ],
    limit: {
      leastOf: [
        {
          name: 'tax',
          product: {
            of: { feature: 'taxPaid12', multiple: '1' },
            factors: [{ numberByRating: { A: '12', B: '9', M: '6' } }],
          },
          ...sourced,
        },
        { name: 'cap', amount: '3000000.00', ...sourced },
      ],
      roundDownTo: 1000,
      minimum: '10000.00',
      ...sourced,
    },
  });
  const firm = {
    ageMonths: 24,
    taxCreditGrade: 'A',
    taxPaid12: '50000.00',
    taxPaidGrowth12: '0',
    ownerAge: 25,
    industry: 'C',
  };

  it.each([
    ['A', '600000.00'],
    ['B', '450000.00'],
    ['M', '300000.00'],
  ])('6 to 12 times the yearly tax: grade %s', (taxCreditGrade, amount) => {
    expect(brief(policy, { ...firm, taxCreditGrade }).slice(0, 2)).toEqual(['APPROVED', amount]);
  });

  it.each<[string, Applicant, unknown[]]>([
    ['17 months of age', { ageMonths: 17 }, ['DECLINED', 'TOO_YOUNG']],
    ['one year and a half: a person looks', { ageMonths: 18 }, ['REFERRED', 'TOO_YOUNG']],
    ['an owner of 61', { ownerAge: 61 }, ['DECLINED', 'OWNER_AGE']],
    ['finance, GB/T 4754 section J', { industry: 'J' }, ['DECLINED', 'INDUSTRY_EXCLUDED']],
    ['property, GB/T 4754 section K', { industry: 'K' }, ['DECLINED', 'INDUSTRY_EXCLUDED']],
    ['taxes down by more than half', { taxPaidGrowth12: '-0.500001' }, ['REFERRED', 'TAX_SALES_FALLING']],
  ])('%s', (_, fact, expected) => {
    const [outcome, , , code] = brief(policy, { ...firm, ...fact });
    expect([outcome, code]).toEqual(expected);
  });
});
