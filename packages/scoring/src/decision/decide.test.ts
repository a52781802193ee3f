import type { Indicators } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { IndicatorInvalid } from '../error.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument } from '../policy/policy.ts';
import { policyDocument, rule, scorecard } from '../testing/policy-document.ts';
import { decide } from './decide.ts';

const AS_OF = '2026-06-15';

/** Meets every rule of the small policy and scores its 200 points; a test names only its fact. */
const applicant = (fact: Indicators = {}): Indicators => ({
  ageMonths: 24,
  taxCreditGrade: 'A',
  vatPayable12: '100000.00',
  vatSalesGrowth12: '0',
  ...fact,
});

const decided = (fact: Indicators = {}, part: Partial<PolicyDocument> = {}) =>
  decide(parsePolicy(policyDocument(part)), applicant(fact), AS_OF);

const codes = (result: ReturnType<typeof decide>) =>
  result.reasons.map(({ code, pointsLost }) => `${code} ${pointsLost}`);

describe('decide', () => {
  it('says everything about an approval', () => {
    expect(decided()).toEqual({
      policyId: 'small',
      policyVersion: '2026-1',
      outcome: 'APPROVED',
      limit: '500000.00',
      annualRate: '0.05',
      rating: 'A',
      score: 200,
      reasons: [],
      missing: [],
    });
  });

  it('writes its keys in the order of the contract, whatever the outcome', () => {
    const order = 'policyId policyVersion outcome limit annualRate rating score reasons missing'.split(' ');
    const results = [decided(), decided({ ageMonths: 1 }), decided({ vatPayable12: '0.00' })];
    expect(results.map((result) => Object.keys(result))).toEqual([order, order, order]);
  });

  it('reads nothing but its features', () => {
    expect(decided({ customers12: 'garbage' })).toEqual(decided());
  });

  it('tells reasons in both languages', () => {
    expect(decided({ ageMonths: 23 }).reasons[0]?.text).toEqual({
      zh: '成立时间不足',
      en: 'The enterprise was established too recently.',
    });
  });
});

describe('decide · validity', () => {
  const policy = parsePolicy(policyDocument());

  it.each(['2026-01-01', '2026-12-31'])('decides on %s, an end of its validity', (day) => {
    expect(decide(policy, applicant(), day).outcome).toBe('APPROVED');
  });

  it.each(['2025-12-31', '2027-01-01'])('decides nothing on %s', (day) => {
    expect(() => decide(policy, applicant(), day)).toThrow(
      expect.objectContaining({ name: 'PolicyNotInForce', code: 'POLICY_NOT_IN_FORCE' }),
    );
  });

  it.each(['2026-6-15', '2026-02-30', '', '2026-06-15T00:00:00.000Z'])('refuses the day %j', (day) => {
    expect(() => decide(policy, applicant(), day)).toThrow(expect.objectContaining({ code: 'DATE_INVALID' }));
  });

  it('without an end it decides for ever', () => {
    const open = parsePolicy(policyDocument({ validTo: null }));
    expect(decide(open, applicant(), '9999-12-31').outcome).toBe('APPROVED');
  });
});

describe('decide · admission', () => {
  const grade = rule({
    id: 'grade',
    feature: 'taxCreditGrade',
    test: { oneOf: ['A', 'B'] },
    onFail: 'REFER',
    reasonCode: 'TAX_GRADE_NOT_ADMITTED',
  });
  const tax = rule({
    id: 'tax',
    feature: 'vatPayable12',
    test: { atMost: '100000.00' },
    onFail: 'REFER',
    reasonCode: 'TAX_ARREARS',
  });

  it.each<[string, object, Indicators, boolean]>([
    ['at least 24, given 24', { atLeast: 24 }, { ageMonths: 24 }, true],
    ['at least 24, given 23', { atLeast: 24 }, { ageMonths: 23 }, false],
    ['at most 24, given 24', { atMost: 24 }, { ageMonths: 24 }, true],
    ['at most 24, given 25', { atMost: 24 }, { ageMonths: 25 }, false],
    ['equals 24, given 24', { equals: 24 }, { ageMonths: 24 }, true],
    ['equals 24, given 25', { equals: 24 }, { ageMonths: 25 }, false],
    ['one of 24 and 36, given 36', { oneOf: [24, 36] }, { ageMonths: 36 }, true],
    ['one of 24 and 36, given 30', { oneOf: [24, 36] }, { ageMonths: 30 }, false],
  ])('%s', (_, test, fact, holds) => {
    const { outcome } = decided(fact, { admission: [rule({ test: test as { atLeast: number } })] });
    expect(outcome).toBe(holds ? 'APPROVED' : 'DECLINED');
  });

  it.each<[string, Indicators, boolean]>([
    ['equals B, given B', { taxCreditGrade: 'B' }, true],
    ['equals B, given A', { taxCreditGrade: 'A' }, false],
  ])('%s', (_, fact, holds) => {
    const admission = [rule(), { ...grade, test: { equals: 'B' } }];
    expect(decided(fact, { admission }).outcome).toBe(holds ? 'APPROVED' : 'REFERRED');
  });

  it('compares yuan exactly, to the fen', () => {
    const outcomes = ['100000.00', '100000.01'].map(
      (vatPayable12) => decided({ vatPayable12 }, { admission: [rule(), tax] }).outcome,
    );
    expect(outcomes).toEqual(['APPROVED', 'REFERRED']);
  });

  it('tells yuan apart that a float cannot', () => {
    const admission = [rule(), { ...tax, test: { atMost: '9007199254740992.00' } }];
    expect(decided({ vatPayable12: '9007199254740992.01' }, { admission }).outcome).toBe('REFERRED');
  });

  it('reports every broken rule in policy order, and declining beats referring', () => {
    const result = decided({ ageMonths: 1, taxCreditGrade: 'C' }, { admission: [grade, rule()] });
    expect([result.outcome, codes(result)]).toEqual([
      'DECLINED',
      ['TAX_GRADE_NOT_ADMITTED 0', 'TOO_YOUNG 0'],
    ]);
  });

  it('reports more than four broken rules', () => {
    const reasonCodes = [
      'TOO_YOUNG',
      'ABNORMAL_LISTING',
      'UNDER_ENFORCEMENT',
      'TAX_ARREARS',
      'TAX_TOO_LOW',
    ] as const;
    const admission = reasonCodes.map((reasonCode, index) => rule({ id: `rule-${index}`, reasonCode }));
    expect(decided({ ageMonths: 1 }, { admission }).reasons.map(({ code }) => code)).toEqual(reasonCodes);
  });

  it('gives a reason once when two rules share it', () => {
    const admission = [rule(), rule({ id: 'very-old', test: { atLeast: 120 } })];
    expect(codes(decided({ ageMonths: 1 }, { admission }))).toEqual(['TOO_YOUNG 0']);
  });

  it('a rule that declines ends the matter before scoring', () => {
    expect(decided({ ageMonths: 1 })).toMatchObject({
      outcome: 'DECLINED',
      limit: '0.00',
      annualRate: null,
      rating: null,
      score: null,
    });
  });

  it('a rule that refers leaves score and rating to the person, but no limit', () => {
    expect(decided({ taxCreditGrade: 'M' }, { admission: [rule(), grade] })).toMatchObject({
      outcome: 'REFERRED',
      limit: '0.00',
      annualRate: null,
      rating: 'A',
      score: 150,
    });
  });

  it('what the score refuses stays refused when a rule refers', () => {
    const result = decided({ taxCreditGrade: 'C', vatSalesGrowth12: '-0.5' }, { admission: [rule(), grade] });
    expect([result.outcome, codes(result)]).toEqual([
      'DECLINED',
      ['TAX_GRADE_NOT_ADMITTED 0', 'RATING_NOT_ADMITTED 0', 'TAX_SALES_FALLING 60', 'TAX_GRADE_LOW 50'],
    ]);
  });

  it('a policy without rules goes straight to the score', () => {
    const features = policyDocument().features.slice(1);
    expect(decided({}, { admission: [], features }).outcome).toBe('APPROVED');
  });
});

describe('decide · score and rating', () => {
  it.each<[string, Indicators, number, string]>([
    ['the best of both', {}, 200, 'A'],
    ['exactly the bound of A', { taxCreditGrade: 'D' }, 150, 'A'],
    ['below it', { vatSalesGrowth12: '-0.000001' }, 140, 'B'],
    ['growth is not known', { vatSalesGrowth12: null }, 110, 'B'],
    ['the worst', { taxCreditGrade: 'D', vatSalesGrowth12: '-1' }, 90, 'C'],
  ])('%s', (_, fact, score, rating) => {
    expect(decided(fact)).toMatchObject({ score, rating });
  });

  it('a rating that is not admitted declines, with score and rating', () => {
    expect(decided({ taxCreditGrade: 'D', vatSalesGrowth12: '-1' })).toMatchObject({
      outcome: 'DECLINED',
      limit: '0.00',
      annualRate: null,
      rating: 'C',
      score: 90,
      reasons: [{ code: 'RATING_NOT_ADMITTED', pointsLost: 0 }, {}, {}],
    });
  });

  it('the initial score counts', () => {
    expect(decided({}, { scorecard: { ...scorecard(), initialScore: -10 } }).score).toBe(190);
  });
});

describe('decide · reasons, PMML pointsBelow', () => {
  /** One rating for every score, so that only reasons differ. */
  const oneRating: Partial<PolicyDocument> = {
    rating: [{ rating: 'A', from: null, admitted: true }],
    limit: {
      ...policyDocument().limit,
      leastOf: [
        policyDocument().limit.leastOf[0]!,
        { name: 'cap', capByRating: { A: '500000.00' }, reference: 'test' },
      ],
    },
    price: { ...policyDocument().price, annualRateByRating: { A: '0.05' } },
  };

  it('an approval names what cost points', () => {
    expect(codes(decided({ vatSalesGrowth12: '-0.1' }))).toEqual(['TAX_SALES_FALLING 60']);
  });

  it('heaviest first', () => {
    expect(codes(decided({ taxCreditGrade: 'M', vatSalesGrowth12: '-0.1' }, oneRating))).toEqual([
      'TAX_SALES_FALLING 60',
      'TAX_GRADE_LOW 50',
    ]);
  });

  it('ties keep policy order', () => {
    const growth = [
      { from: null, to: '0', partialScore: 50 },
      { from: '0', to: null, partialScore: 100 },
      { missing: true as const, partialScore: 0 },
    ];
    const part = { ...oneRating, scorecard: scorecard({ growth }) };
    expect(codes(decided({ taxCreditGrade: 'M', vatSalesGrowth12: '-0.1' }, part))).toEqual([
      'TAX_GRADE_LOW 50',
      'TAX_SALES_FALLING 50',
    ]);
  });

  it('points above the baseline are no reason', () => {
    const grade = [
      { values: ['A'], partialScore: 120 },
      { values: ['B', 'M', 'C', 'D'], partialScore: 100 },
    ];
    expect(codes(decided({}, { ...oneRating, scorecard: scorecard({ grade }) }))).toEqual([]);
  });

  it('an attribute’s own code stands in for the characteristic’s', () => {
    expect(codes(decided({ vatSalesGrowth12: null }))).toEqual(['DATA_MISSING 90']);
  });

  it('characteristics that share a code are one reason, points together', () => {
    const { characteristics, ...rest } = scorecard();
    const shared = characteristics.map((one) => ({ ...one, reasonCode: 'TAX_GRADE_LOW' as const }));
    const result = decided(
      { taxCreditGrade: 'M', vatSalesGrowth12: '-0.1' },
      { ...oneRating, scorecard: { ...rest, characteristics: shared } },
    );
    expect(codes(result)).toEqual(['TAX_GRADE_LOW 110']);
  });

  it('a code that a rule gave is not repeated for its points', () => {
    const grade = rule({
      id: 'grade',
      feature: 'taxCreditGrade',
      test: { equals: 'A' },
      onFail: 'REFER',
      reasonCode: 'TAX_GRADE_LOW',
    });
    expect(codes(decided({ taxCreditGrade: 'M' }, { admission: [rule(), grade] }))).toEqual([
      'TAX_GRADE_LOW 0',
    ]);
  });

  it('four losses at most', () => {
    const { characteristics, ...rest } = scorecard();
    const reasonCodes = [
      'TAX_GRADE_LOW',
      'INVOICE_GAP',
      'CUSTOMERS_FEW',
      'INVOICE_REDS',
      'TOO_YOUNG',
    ] as const;
    const five = reasonCodes.map((reasonCode, index) => ({
      ...characteristics[0]!,
      name: `c${index}`,
      baselineScore: 100 + index,
      reasonCode,
    }));
    const result = decided(
      { taxCreditGrade: 'M' },
      { ...oneRating, scorecard: { ...rest, characteristics: [...five, characteristics[1]!] } },
    );
    expect(codes(result)).toEqual(['TOO_YOUNG 54', 'INVOICE_REDS 53', 'CUSTOMERS_FEW 52', 'INVOICE_GAP 51']);
  });
});

describe('decide · limit and price', () => {
  it.each<[string, Indicators, string, string]>([
    ['the multiple binds', { vatPayable12: '80000.00' }, '400000.00', '0.05'],
    ['the cap of A binds', { vatPayable12: '100000.01' }, '500000.00', '0.05'],
    ['the cap of B binds', { vatSalesGrowth12: '-0.1' }, '100000.00', '0.08'],
    ['rounded down, never up', { vatPayable12: '79999.99' }, '399000.00', '0.05'],
    ['the smallest loan', { vatPayable12: '2000.00' }, '10000.00', '0.05'],
  ])('%s', (_, fact, limit, annualRate) => {
    expect(decided(fact)).toMatchObject({ outcome: 'APPROVED', limit, annualRate });
  });

  it.each([
    ['one fen short of the smallest loan', '1999.99'],
    ['no tax', '0.00'],
    ['a refund', '-50000.00'],
    ['the largest refund there is', '-9999999999999999.99'],
  ])('%s is no loan', (_, vatPayable12) => {
    expect(decided({ vatPayable12 })).toMatchObject({
      outcome: 'DECLINED',
      limit: '0.00',
      annualRate: null,
      rating: 'A',
      score: 200,
      reasons: [{ code: 'LIMIT_TOO_SMALL', pointsLost: 0 }],
    });
  });

  it('the largest amount there is stays under the cap', () => {
    expect(decided({ vatPayable12: '9999999999999999.99' }).limit).toBe('500000.00');
  });

  it('multiplies exactly: 0.29 × 100,000 is 29,000, where a float falls short', () => {
    const { limit } = policyDocument();
    const part = {
      limit: {
        ...limit,
        leastOf: [
          { name: 'tax', feature: 'vatPayable12' as const, multiple: '0.29', reference: 'test' },
          limit.leastOf[1]!,
        ],
      },
    };
    expect(decided({ vatPayable12: '100000.00' }, part).limit).toBe('29000.00');
  });
});

describe('decide · absence never helps', () => {
  it.each([null, undefined])('%s refers where the policy says so, unscored', (ageMonths) => {
    const result = decided({ ageMonths } as Indicators);
    expect(result).toMatchObject({
      outcome: 'REFERRED',
      limit: '0.00',
      rating: null,
      score: null,
      reasons: [{ code: 'DATA_MISSING', pointsLost: 0 }],
      missing: ['ageMonths'],
    });
  });

  it('declines where the policy says so', () => {
    expect(decided({ vatPayable12: null })).toMatchObject({
      outcome: 'DECLINED',
      reasons: [{ code: 'DATA_MISSING' }],
      missing: ['vatPayable12'],
    });
  });

  it('names all that is missing, in policy order, one reason for all', () => {
    const result = decide(parsePolicy(policyDocument()), {}, AS_OF);
    expect([result.missing, codes(result)]).toEqual([
      ['ageMonths', 'taxCreditGrade', 'vatPayable12', 'vatSalesGrowth12'],
      ['DATA_MISSING 0'],
    ]);
  });

  it('a broken rule that declines beats absence that refers', () => {
    const result = decided({ ageMonths: 1, taxCreditGrade: null });
    expect([result.outcome, codes(result)]).toEqual(['DECLINED', ['TOO_YOUNG 0', 'DATA_MISSING 0']]);
  });

  it('what is scored as missing is named too', () => {
    expect(decided({ vatSalesGrowth12: null })).toMatchObject({
      outcome: 'APPROVED',
      missing: ['vatSalesGrowth12'],
    });
  });

  it('a value inherited from a prototype is not a value', () => {
    const { ageMonths, ...own } = applicant();
    const inherited: Indicators = Object.assign(Object.create({ ageMonths }), own);
    expect(decide(parsePolicy(policyDocument()), inherited, AS_OF).missing).toEqual(['ageMonths']);
  });
});

describe('decide · values that are none', () => {
  it.each<[string, Record<string, unknown>]>([
    ['months as text', { ageMonths: '24' }],
    ['half a month', { ageMonths: 24.5 }],
    ['months below zero', { ageMonths: -1 }],
    ['NaN months', { ageMonths: Number.NaN }],
    ['infinite months', { ageMonths: Number.POSITIVE_INFINITY }],
    ['1e308 months', { ageMonths: 1e308 }],
    ['true', { ageMonths: true }],
    ['a list of months', { ageMonths: [24] }],
    ['an object', { ageMonths: { value: 24 } }],
    ['a number for a grade', { taxCreditGrade: 1 }],
    ['a grade outside the scale', { taxCreditGrade: 'AAA' }],
    ['a small letter', { taxCreditGrade: 'a' }],
    ['an empty grade', { taxCreditGrade: '' }],
    ['yuan as a number', { vatPayable12: 100000 }],
    ['yuan without fen', { vatPayable12: '100000' }],
    ['yuan with an exponent', { vatPayable12: '1e308' }],
    ['NaN yuan', { vatPayable12: 'NaN' }],
    ['infinite yuan', { vatPayable12: 'Infinity' }],
    ['yuan with separators', { vatPayable12: '100,000.00' }],
    ['hexadecimal yuan', { vatPayable12: '0x10' }],
    ['yuan beyond numeric(18,2)', { vatPayable12: '10000000000000000.00' }],
    ['empty yuan', { vatPayable12: '' }],
    ['a ratio as a number', { vatSalesGrowth12: 0.1 }],
    ['a ratio in per cent', { vatSalesGrowth12: '10%' }],
    ['NaN as ratio', { vatSalesGrowth12: 'NaN' }],
    ['a ratio beyond 1000', { vatSalesGrowth12: '1001' }],
  ])('%s: nothing is decided', (_, fact) => {
    expect(() => decided(fact as Indicators)).toThrow(
      expect.objectContaining({ code: 'INDICATOR_INVALID', indicators: Object.keys(fact) }),
    );
  });

  it('are named all at once, without their values', () => {
    let thrown: unknown;
    try {
      decided({ taxCreditGrade: 'SECRET', ageMonths: -77 });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(IndicatorInvalid);
    const { indicators, message, text } = thrown as IndicatorInvalid;
    expect(indicators).toEqual(['ageMonths', 'taxCreditGrade']);
    expect(message + text.zh + text.en).not.toMatch(/SECRET|77/);
  });

  it('an invalid value beats a broken rule: bad data decides nothing', () => {
    expect(() => decided({ ageMonths: 1, taxCreditGrade: 'X' })).toThrow(IndicatorInvalid);
  });
});
