import type { Indicators } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { FeatureInvalid } from '../error.ts';
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
      limitBoundBy: 'tax',
      annualRate: '0.05',
      rating: 'A',
      score: 200,
      defaultProbability: null,
      reasons: [],
      missing: [],
    });
  });

  it('writes its keys in the order of the contract, whatever the outcome', () => {
    const order =
      'policyId policyVersion outcome limit limitBoundBy annualRate rating score defaultProbability reasons missing'.split(
        ' ',
      );
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
    const admission = reasonCodes.map((reasonCode, index) =>
      rule({ id: `rule-${index}`, reasonCode, test: { noneOf: [1, 100 + index] } }),
    );
    expect(decided({ ageMonths: 1 }, { admission }).reasons.map(({ code }) => code)).toEqual(reasonCodes);
  });

  it('gives a reason once when two rules share it', () => {
    const admission = [rule(), rule({ id: 'not-one', test: { noneOf: [1, 120] } })];
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

describe('decide · composed limits', () => {
  const { limit } = policyDocument();
  const [tax, cap] = limit.leastOf;
  const share = { zh: '占比', en: 'Share' };
  const features: PolicyDocument['features'] = [
    ...policyDocument().features,
    { name: 'share', definition: { unit: 'RATIO', name: share }, missing: 'REFER' },
  ];
  type Term = PolicyDocument['limit']['leastOf'][number];
  /** The limit of an applicant with 100,000.00 yuan of tax and a share, growth being such that the rating is A. */
  const limited = (amount: object, given = '0.25', terms: Term[] = []) => {
    const composed = { name: 'composed', ...amount, reference: 'test' } as Term;
    const reads = JSON.stringify([composed, terms]).includes('"share"');
    return decide(
      parsePolicy(
        policyDocument({
          features: reads ? features : policyDocument().features,
          limit: { ...limit, roundDownTo: 1, minimum: '0.01', terms, leastOf: [composed, tax!, cap!] },
        }),
      ),
      { ...applicant(), share: given },
      AS_OF,
    );
  };
  const vat = { feature: 'vatPayable12', multiple: '1' };

  it.each<[string, object, string, string]>([
    ['an amount', { amount: '123456.78' }, '0', '123456.00'],
    ['the least of several', { leastOf: [vat, { amount: '70000.00' }] }, '0', '70000.00'],
    ['the greatest of several', { greatestOf: [vat, { amount: '170000.00' }] }, '0', '170000.00'],
    ['a sum', { sumOf: [vat, vat, { amount: '0.99' }] }, '0', '200000.00'],
    ['a difference', { difference: [vat, { amount: '0.01' }] }, '0', '99999.00'],
    ['a number as factor', { product: { of: vat, factors: [{ number: '1.2345' }] } }, '0', '123450.00'],
    [
      'a factor by rating',
      { product: { of: vat, factors: [{ numberByRating: { A: '1.5', B: '1' } }] } },
      '0',
      '150000.00',
    ],
    ['a ratio as factor', { product: { of: vat, factors: [{ feature: 'share' }] } }, '0.25', '25000.00'],
    [
      '1 − a ratio as factor',
      { product: { of: vat, factors: [{ complementOf: 'share' }] } },
      '0.25',
      '75000.00',
    ],
    [
      'several factors',
      { product: { of: vat, factors: [{ feature: 'share' }, { complementOf: 'share' }, { number: '2' }] } },
      '0.25',
      '37500.00',
    ],
    ['a cap by rating', { capByRating: { A: '250000.00', B: '1.00' } }, '0', '250000.00'],
  ])('%s', (_, amount, given, expected) => {
    expect(limited(amount, given)).toMatchObject({ limit: expected, limitBoundBy: 'composed' });
  });

  it('a term that others name does not bind by itself', () => {
    const terms = [{ name: 'small', amount: '10.00', reference: 'test' }] as Term[];
    expect(limited({ sumOf: [{ term: 'small' }, { amount: '5.00' }] }, '0', terms).limit).toBe('15.00');
  });

  it.each([
    ['a ratio below 0', { feature: 'share' }, '-0.5'],
    ['1 − a ratio above 1', { complementOf: 'share' }, '1.5'],
  ])('%s counts as 0: nothing is lent', (_, factor, given) => {
    expect(limited({ product: { of: vat, factors: [factor] } }, given)).toMatchObject({
      outcome: 'DECLINED',
      reasons: [{ code: 'LIMIT_TOO_SMALL' }],
    });
  });

  it('a difference below 0 is no loan', () => {
    expect(limited({ difference: [{ amount: '1.00' }, vat] }).outcome).toBe('DECLINED');
  });

  it('of terms that are equal the first is said to bind', () => {
    expect(limited({ amount: '500000.00' })).toMatchObject({ limit: '500000.00', limitBoundBy: 'composed' });
  });
});

describe('decide · probability of default and price by risk', () => {
  const knots = [
    { score: 100, probability: '0.2' },
    { score: 200, probability: '0.01' },
  ];
  const defaultProbability = { knots, reference: 'test' };
  const { price } = policyDocument();
  const byRisk = (part: object = {}): Partial<PolicyDocument> => ({
    defaultProbability,
    price: {
      byRisk: { fundingCost: '0.02', lossGivenDefault: '0.5', margin: '0.01', floor: '0.03', ...part },
      ceiling: price.ceiling,
      reference: 'test',
    },
  });

  it.each<[string, Indicators, string]>([
    ['a knot', {}, '0.010000'],
    ['between knots, on the straight line', { taxCreditGrade: 'M' }, '0.105000'],
    ['below the first knot', { taxCreditGrade: 'D', vatSalesGrowth12: '-1' }, '0.200000'],
  ])('%s', (_, fact, expected) => {
    expect(decided(fact, { defaultProbability }).defaultProbability).toBe(expected);
  });

  it('a probability is rounded up at 6 places', () => {
    const third = [
      { score: 0, probability: '1' },
      { score: 300, probability: '0.5' },
    ];
    // 1 − 110/300 × 0.5 = 0.81666…
    const result = decided(
      { vatSalesGrowth12: null },
      { defaultProbability: { knots: third, reference: 'test' } },
    );
    expect(result.defaultProbability).toBe('0.816667');
  });

  it('the rate is funding cost + probability × loss given default + margin', () => {
    expect(decided({}, byRisk())).toMatchObject({ outcome: 'APPROVED', annualRate: '0.035' });
  });

  it('the rate is rounded up at 4 places', () => {
    expect(decided({}, byRisk({ margin: '0.010001' })).annualRate).toBe('0.0351');
  });

  it('the rate is not below the floor', () => {
    expect(decided({}, byRisk({ floor: '0.06' })).annualRate).toBe('0.06');
  });

  it('a rate above the ceiling is not offered', () => {
    const result = decided({ taxCreditGrade: 'M' }, byRisk({ lossGivenDefault: '1', margin: '0.2' }));
    expect([result.outcome, result.annualRate, codes(result)]).toEqual([
      'DECLINED',
      null,
      ['RATE_ABOVE_CEILING 0', 'TAX_GRADE_LOW 50'],
    ]);
  });

  it('nothing is said of an applicant who is not scored', () => {
    expect(decided({ ageMonths: 1 }, byRisk()).defaultProbability).toBeNull();
  });
});

describe('decide · referrals', () => {
  const referral = (when: object) => ({
    referrals: [{ id: 'look', when, reasonCode: 'DATA_MISSING', reference: 'test' }] as NonNullable<
      PolicyDocument['referrals']
    >,
    defaultProbability: {
      knots: [
        { score: 0, probability: '0.5' },
        { score: 200, probability: '0.1' },
      ],
      reference: 'test',
    },
  });

  it.each<[string, object, boolean]>([
    ['a limit of 400,000 and more', { limitAtLeast: '400000.00' }, true],
    ['a limit above 400,000', { limitAtLeast: '400000.01' }, false],
    ['rating A', { ratingIn: ['A'] }, true],
    ['rating B', { ratingIn: ['B'] }, false],
    ['a probability of 0.1 and more', { probabilityAtLeast: '0.1' }, true],
    ['a probability above 0.1', { probabilityAtLeast: '0.100001' }, false],
  ])('%s', (_, when, referred) => {
    const result = decided({ vatPayable12: '80000.00' }, referral(when));
    expect([result.outcome, codes(result)]).toEqual(
      referred ? ['REFERRED', ['DATA_MISSING 0']] : ['APPROVED', []],
    );
  });

  it('leaves rating and score to the person, but no limit and no rate', () => {
    expect(decided({}, referral({ ratingIn: ['A'] }))).toMatchObject({
      limit: '0.00',
      limitBoundBy: null,
      annualRate: null,
      rating: 'A',
      score: 200,
    });
  });

  it('never turns a refusal into anything else', () => {
    const result = decided({ vatPayable12: '0.00' }, referral({ ratingIn: ['A'] }));
    expect([result.outcome, codes(result)]).toEqual(['DECLINED', ['LIMIT_TOO_SMALL 0']]);
  });
});

describe('decide · scoring those who are declined', () => {
  it('rates them for validation, and lends nothing', () => {
    expect(decided({ ageMonths: 1 }, { scoreDeclined: true })).toMatchObject({
      outcome: 'DECLINED',
      limit: '0.00',
      annualRate: null,
      rating: 'A',
      score: 200,
      reasons: [{ code: 'TOO_YOUNG', pointsLost: 0 }],
    });
  });

  it('names what cost them points after the rules they broke', () => {
    const result = decided({ ageMonths: 1, taxCreditGrade: 'M' }, { scoreDeclined: true });
    expect(codes(result)).toEqual(['TOO_YOUNG 0', 'TAX_GRADE_LOW 50']);
  });

  it('does not score what lacks data', () => {
    expect(decided({ ageMonths: 1, taxCreditGrade: null }, { scoreDeclined: true }).score).toBeNull();
  });
});

describe('decide · scores where more is riskier, PMML pointsAbove', () => {
  const risk = (partialScores: [number, number, number]) => ({
    scorecard: {
      ...scorecard({
        grade: [{ values: ['A', 'B', 'M', 'C', 'D'], partialScore: 0 }],
        growth: [
          { from: null, to: '0', partialScore: partialScores[0] },
          { from: '0', to: null, partialScore: partialScores[1] },
          { missing: true, partialScore: partialScores[2] },
        ],
      }),
      reasonCodeAlgorithm: 'pointsAbove' as const,
    },
    rating: [
      { rating: 'A', from: 20, admitted: true },
      { rating: 'B', from: 50, admitted: true },
      { rating: 'C', from: null, admitted: false },
    ],
  });
  const scorecardAt = (fact: Indicators) => {
    const part = risk([110, 10, 120]);
    part.scorecard.characteristics[0]!.baselineScore = 0;
    part.scorecard.characteristics[1]!.baselineScore = 5;
    return decided(fact, part);
  };

  it('points lost are those above the baseline', () => {
    const result = scorecardAt({});
    expect([result.score, result.rating, codes(result)]).toEqual([10, 'A', ['TAX_SALES_FALLING 5']]);
  });

  it('a high score falls into the worst band', () => {
    expect(scorecardAt({ vatSalesGrowth12: '-0.1' })).toMatchObject({
      score: 110,
      rating: 'C',
      outcome: 'DECLINED',
    });
  });
});

describe('decide · what only warnings read', () => {
  it('is neither read nor missed', () => {
    const warnings: PolicyDocument['warnings'] = [
      {
        id: 'arrears',
        feature: 'openArrears',
        when: { atLeast: '0.01' },
        severity: 'HIGH',
        deadlineHours: 24,
        reasonCode: 'TAX_ARREARS',
        reference: 'test',
      },
    ];
    const features: PolicyDocument['features'] = [
      ...policyDocument().features,
      { name: 'openArrears', missing: 'REFER' },
    ];
    expect(decided({ openArrears: 'garbage' } as Indicators, { warnings, features })).toEqual(decided());
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
      expect.objectContaining({ code: 'FEATURE_INVALID', features: Object.keys(fact) }),
    );
  });

  it('are named all at once, without their values', () => {
    let thrown: unknown;
    try {
      decided({ taxCreditGrade: 'SECRET', ageMonths: -77 });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(FeatureInvalid);
    const { features, message, text } = thrown as FeatureInvalid;
    expect(features).toEqual(['ageMonths', 'taxCreditGrade']);
    expect(message + text.zh + text.en).not.toMatch(/SECRET|77/);
  });

  it('an invalid value beats a broken rule: bad data decides nothing', () => {
    expect(() => decided({ ageMonths: 1, taxCreditGrade: 'X' })).toThrow(FeatureInvalid);
  });
});
