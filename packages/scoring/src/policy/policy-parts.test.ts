import { describe, expect, it } from 'vitest';
import { policyDocument, rule, scorecard } from '../testing/policy-document.ts';
import { problemsOf } from '../testing/problems-of.ts';
import type { PolicyDocument } from './policy.ts';

const base = policyDocument();
const text = { zh: '数', en: 'Figure' };

/** The small policy with a feature of its own, which a rule reads. */
const withOwn = (
  definition: object | undefined,
  fact: { test?: object; range?: [unknown, unknown]; influence?: 'RAISE' | 'LOWER'; name?: string } = {},
) => {
  const { name = 'own', test = { atLeast: 1 }, ...rest } = fact;
  return policyDocument({
    features: [
      ...base.features,
      {
        name,
        ...(definition ? { definition } : {}),
        ...rest,
        missing: 'REFER',
      } as PolicyDocument['features'][number],
    ],
    admission: [
      rule(),
      rule({ id: 'own-rule', feature: name, test: test as PolicyDocument['admission'][number]['test'] }),
    ],
  });
};
const NUMBER = { unit: 'NUMBER', name: text, places: 2 };
const CATEGORY = { unit: 'CATEGORY', name: text, categories: ['甲', '乙', '丙'] };
const COUNT = { unit: 'COUNT', name: text };

describe('features that a policy defines itself', () => {
  it.each<[string, PolicyDocument]>([
    ['a number of stated places', withOwn(NUMBER, { test: { atLeast: '-1.25' } })],
    ['a number that is whole, written as one', withOwn(NUMBER, { test: { atLeast: 3 } })],
    ['a category of a stated list', withOwn(CATEGORY, { test: { noneOf: ['丙'] } })],
    ['a count with a range', withOwn(COUNT, { range: [0, 12] })],
    ['a count with one end', withOwn(COUNT, { range: [0, null] })],
    ['a number that the enterprise can move', withOwn(NUMBER, { influence: 'LOWER' })],
  ])('accepts %s', (_, document) => {
    expect(problemsOf(document)).toEqual([]);
  });

  const RULE_AT = 'admission[1].test';
  it.each<[string, unknown, string[]]>([
    [
      'a name that neither the catalogue nor the policy defines',
      withOwn(undefined),
      ['features[4].name FEATURE_UNDEFINED'],
    ],
    [
      'an indicator of the catalogue defined anew',
      withOwn(COUNT, { name: 'customers12' }),
      ['features[4] FEATURE_REDEFINED'],
    ],
    [
      'a range for an indicator of the catalogue',
      withOwn(undefined, { name: 'customers12', range: [0, 5] }),
      ['features[4] FEATURE_REDEFINED'],
    ],
    [
      'a range of categories',
      withOwn(CATEGORY, { test: { noneOf: ['丙'] }, range: ['甲', null] }),
      ['features[4].range FEATURE_UNORDERED'],
    ],
    [
      'influence on categories',
      withOwn(CATEGORY, { test: { noneOf: ['丙'] }, influence: 'RAISE' }),
      ['features[4].influence FEATURE_UNORDERED'],
    ],
    [
      'an end of a range in the wrong unit',
      withOwn(NUMBER, { range: ['0.001', null] }),
      ['features[4].range[0] VALUE_TYPE'],
    ],
    [
      'a range without values',
      withOwn(COUNT, { range: [12, 0] }),
      ['features[4].range RANGE_EMPTY', `${RULE_AT} TEST_POINTLESS`],
    ],
    [
      'a category listed twice',
      withOwn({ ...CATEGORY, categories: ['甲', '乙', '甲'] }, { test: { equals: '乙' } }),
      ['features[4].definition.categories[2] DUPLICATE'],
    ],
    [
      'a number with too many places',
      withOwn(NUMBER, { test: { atLeast: '0.123' } }),
      [`${RULE_AT} VALUE_TYPE`],
    ],
    [
      'a number with too many digits',
      withOwn(NUMBER, { test: { atLeast: '12345678901234' } }),
      [`${RULE_AT} VALUE_TYPE`],
    ],
    [
      'a whole number with too many digits, its places among them',
      withOwn(NUMBER, { test: { atLeast: 12_345_678_901_234 } }),
      [`${RULE_AT} VALUE_TYPE`],
    ],
    ['minus zero', withOwn(NUMBER, { test: { atLeast: '-0' } }), [`${RULE_AT} VALUE_TYPE`]],
    ['an exponent', withOwn(NUMBER, { test: { atLeast: '1e3' } }), [`${RULE_AT} VALUE_TYPE`]],
    [
      'a category that is not listed',
      withOwn(CATEGORY, { test: { equals: '丁' } }),
      [`${RULE_AT} VALUE_TYPE`],
    ],
    [
      'an order among categories',
      withOwn(CATEGORY, { test: { atMost: '乙' } }),
      [`${RULE_AT} TEST_UNORDERED`],
    ],
    [
      'a test that holds for every category',
      withOwn(CATEGORY, { test: { oneOf: ['甲', '乙', '丙'] } }),
      [`${RULE_AT} TEST_POINTLESS`],
    ],
    [
      'a test that holds for no category',
      withOwn(CATEGORY, { test: { noneOf: ['甲', '乙', '丙'] } }),
      [`${RULE_AT} TEST_POINTLESS`],
    ],
    [
      'a name of an object’s own',
      withOwn(COUNT, { name: 'toString' }),
      ['features[4].name SHAPE', 'admission[1].feature SHAPE'],
    ],
    [
      'a name that is no identifier',
      withOwn(COUNT, { name: 'a b' }),
      ['features[4].name SHAPE', 'admission[1].feature SHAPE'],
    ],
    [
      'places beyond those of a float',
      withOwn({ ...NUMBER, places: 10 }),
      ['features[4].definition.places SHAPE'],
    ],
    [
      'a category with a line break',
      withOwn({ ...CATEGORY, categories: ['a\nb', 'c'] }, { test: { equals: 'c' } }),
      ['features[4].definition.categories[0] SHAPE'],
    ],
  ])('refuses %s', (_, document, problems) => {
    expect(problemsOf(document)).toEqual(problems);
  });
});

describe('reasons that a policy words itself', () => {
  const own = (code: string) => ({ code, text });

  it('may be given by any rule', () => {
    expect(
      problemsOf(
        policyDocument({ reasons: [own('BAD_LUCK')], admission: [rule({ reasonCode: 'BAD_LUCK' })] }),
      ),
    ).toEqual([]);
  });

  it.each<[string, PolicyDocument, string[]]>([
    ['twice', policyDocument({ reasons: [own('ONE'), own('ONE')] }), ['reasons[1].code DUPLICATE']],
    [
      'in place of the platform’s',
      policyDocument({ reasons: [own('TOO_YOUNG')] }),
      ['reasons[0].code DUPLICATE'],
    ],
  ])('are refused %s', (_, document, problems) => {
    expect(problemsOf(document)).toEqual(problems);
  });

  it('are looked for wherever a reason is given', () => {
    const { characteristics, ...rest } = scorecard();
    const document = policyDocument({
      admission: [rule({ reasonCode: 'U1' })],
      scorecard: {
        ...rest,
        characteristics: [
          { ...characteristics[0]!, reasonCode: 'U2' },
          {
            ...characteristics[1]!,
            attributes: characteristics[1]!.attributes.map((attribute, index) =>
              index === 2 ? { ...attribute, reasonCode: 'U3' } : attribute,
            ),
          },
        ],
      },
      referrals: [{ id: 'a', when: { ratingIn: ['A'] }, reasonCode: 'U4', reference: 'test' }],
      warnings: [warning({ reasonCode: 'U5' })],
    });
    expect(problemsOf(document)).toEqual([
      'admission[0].reasonCode REASON_UNKNOWN',
      'scorecard.characteristics[0].reasonCode REASON_UNKNOWN',
      'scorecard.characteristics[1].attributes[2].reasonCode REASON_UNKNOWN',
      'referrals[0].reasonCode REASON_UNKNOWN',
      'warnings[0].reasonCode REASON_UNKNOWN',
    ]);
  });
});

type Term = PolicyDocument['limit']['leastOf'][number];
const [tax, cap] = base.limit.leastOf;
const term = (name: string, amount: object): Term => ({ name, ...amount, reference: 'test' }) as Term;
const withTerms = (leastOf: Term[], terms: Term[] = [], features = base.features) =>
  policyDocument({ features, limit: { ...base.limit, terms, leastOf } });
const VAT = { feature: 'vatPayable12', multiple: '1' };

describe('composed limits', () => {
  it.each<[string, Term[], Term[], string[]]>([
    [
      'a term nobody wrote',
      [tax!, cap!, term('sum', { sumOf: [{ term: 'nowhere' }, VAT] })],
      [],
      ['limit.leastOf[2].sumOf[0].term TERM_UNKNOWN'],
    ],
    [
      'a term that nothing names',
      [tax!, cap!],
      [term('idle', { amount: '1.00' })],
      ['limit.terms[0] TERM_UNUSED'],
    ],
    [
      'a term that is named like one that binds',
      [tax!, cap!, term('sum', { sumOf: [{ term: 'cap' }] })],
      [term('cap', { amount: '1.00' })],
      ['limit.leastOf[1].name DUPLICATE'],
    ],
    [
      'two terms of one name',
      [tax!, cap!, term('sum', { sumOf: [{ term: 'a' }] })],
      [term('a', { amount: '1.00' }), term('a', { amount: '2.00' })],
      ['limit.terms[1].name DUPLICATE'],
    ],
    [
      'a term composed of itself',
      [tax!, cap!, term('sum', { sumOf: [{ term: 'sum' }, VAT] })],
      [],
      ['limit.leastOf[2] LIMIT_CYCLIC'],
    ],
    [
      'terms composed of each other',
      [tax!, cap!, term('sum', { sumOf: [{ term: 'a' }] })],
      [term('a', { leastOf: [{ term: 'b' }, VAT] }), term('b', { greatestOf: [{ term: 'a' }] })],
      ['limit.terms[0] LIMIT_CYCLIC', 'limit.terms[1] LIMIT_CYCLIC'],
    ],
    [
      'more digits than are exact everywhere',
      [
        tax!,
        cap!,
        term('fine', {
          product: { of: { product: { of: VAT, factors: fine(4) } }, factors: fine(4) },
        }),
      ],
      [],
      ['limit.leastOf LIMIT_TOO_FINE'],
    ],
    [
      'a factor that is no ratio',
      [tax!, cap!, term('of-age', { product: { of: VAT, factors: [{ feature: 'ageMonths' }] } })],
      [],
      ['limit.leastOf[2].product.factors[0].feature FEATURE_NOT_RATIO'],
    ],
    [
      'a cap that a figure of the enterprise can lift',
      [tax!, term('cap', { greatestOf: [{ amount: '500000.00' }, VAT] })],
      [],
      ['limit.leastOf LIMIT_UNCAPPED'],
    ],
    [
      'a factor by rating that leaves an admitted one out',
      [tax!, cap!, term('by', { product: { of: VAT, factors: [{ numberByRating: { A: '2' } }] } })],
      [],
      ['limit.leastOf[2].product.factors[0].numberByRating.B RATING_LEFT_OUT'],
    ],
    ['an empty list', [tax!, cap!, term('none', { leastOf: [] })], [], ['limit.leastOf[2].leastOf SHAPE']],
    [
      'five factors',
      [tax!, cap!, term('many', { product: { of: VAT, factors: fine(5) } })],
      [],
      ['limit.leastOf[2].product.factors SHAPE'],
    ],
  ])('refuses %s', (_, leastOf, terms, problems) => {
    expect(problemsOf(withTerms(leastOf, terms))).toEqual(problems);
  });

  function fine(count: number) {
    return Array.from({ length: count }, () => ({ number: '1.2345' }));
  }

  const times = (feature: object) =>
    term('cap', { product: { of: { amount: '500000.00' }, factors: [feature] } });

  it('refuses 1 − growth as a factor of the only cap: sales that fall would lift it', () => {
    expect(problemsOf(withTerms([tax!, times({ complementOf: 'vatSalesGrowth12' })]))).toContain(
      'limit.leastOf LIMIT_UNCAPPED',
    );
  });

  it('refuses a cap less what has no lower end: a loss would lift it', () => {
    const loss = { leastOf: [{ amount: '0.00' }, VAT] };
    const leastOf = [tax!, term('cap', { difference: [{ amount: '500000.00' }, loss] })];
    expect(problemsOf(withTerms(leastOf))).toEqual(['limit.leastOf LIMIT_UNCAPPED']);
  });

  it('accepts a cap less a figure that is never below 0', () => {
    const features: PolicyDocument['features'] = [
      ...base.features,
      { name: 'openArrears', missing: 'REFER' },
    ];
    const arrears = { feature: 'openArrears', multiple: '1' };
    const leastOf = [tax!, term('cap', { difference: [{ amount: '500000.00' }, arrears] })];
    expect(problemsOf(withTerms(leastOf, [], features))).toEqual([]);
  });

  it('accepts 1 − a share as a factor of the only cap: it is at most 1', () => {
    const features: PolicyDocument['features'] = [
      ...base.features,
      { name: 'topTenCustomerShare12', missing: 'REFER' },
    ];
    const leastOf = [tax!, times({ complementOf: 'topTenCustomerShare12' })];
    expect(problemsOf(withTerms(leastOf, [], features))).toEqual([]);
  });

  it('accepts numbers by rating without a value where no rating is admitted', () => {
    const none = term('none', {
      sumOf: [{ capByRating: {} }, { product: { of: VAT, factors: [{ numberByRating: {} }] } }],
    });
    const document = policyDocument({
      rating: [{ rating: 'C', from: null, admitted: false }],
      limit: { ...base.limit, leastOf: [tax!, none, term('cap', { capByRating: {} })] },
      price: { ...base.price, annualRateByRating: {} } as PolicyDocument['price'],
    });
    expect(problemsOf(document)).toEqual([]);
  });

  it('accepts a cap that is the least of a figure and an amount', () => {
    expect(problemsOf(withTerms([tax!, term('cap', { leastOf: [{ amount: '500000.00' }, VAT] })]))).toEqual(
      [],
    );
  });

  /** Each term names the next one twice: written out, 2^n parts. */
  const doubling = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `t${index}`);
    return names.map((name, index) =>
      term(
        name,
        index + 1 < count ? { leastOf: [{ term: names[index + 1] }, { term: names[index + 1] }] } : VAT,
      ),
    );
  };

  it('refuses terms that name each other so often that nobody could write them out, without trying to', () => {
    const document = withTerms([tax!, cap!, term('all', { sumOf: [{ term: 't0' }] })], doubling(50));
    expect(problemsOf(document)).toEqual(['limit.leastOf LIMIT_TOO_LONG']);
  });

  it('accepts some of it', () => {
    expect(
      problemsOf(withTerms([tax!, cap!, term('all', { sumOf: [{ term: 't0' }] })], doubling(8))),
    ).toEqual([]);
  });
});

const curve = (...rows: [score: number, probability: string][]) => ({
  knots: rows.map(([score, probability]) => ({ score, probability })),
  reference: 'test',
});

describe('probability of default', () => {
  it.each<[string, object, string[]]>([
    [
      'scores that do not rise',
      curve([100, '0.2'], [100, '0.1']),
      ['defaultProbability.knots[1].score KNOT_ORDER'],
    ],
    [
      'a better score with more risk',
      curve([100, '0.1'], [200, '0.2']),
      ['defaultProbability.knots[1].probability RISK_ORDER'],
    ],
    ['a single knot', curve([100, '0.1']), ['defaultProbability.knots SHAPE']],
    [
      'a probability in per cent',
      curve([100, '20'], [200, '1']),
      ['defaultProbability.knots[0].probability SHAPE'],
    ],
    [
      'a source that is not listed',
      { ...curve([100, '0.2'], [200, '0.1']), reference: 'hearsay' },
      ['defaultProbability.reference REFERENCE_UNKNOWN'],
    ],
  ])('refuses %s', (_, defaultProbability, problems) => {
    expect(problemsOf({ ...base, defaultProbability })).toEqual(problems);
  });

  it('falls with the score, or rises where more points are riskier', () => {
    const { characteristics, ...rest } = scorecard();
    const risky: Partial<PolicyDocument> = {
      scorecard: {
        ...rest,
        reasonCodeAlgorithm: 'pointsAbove',
        characteristics: [
          characteristics[0]!,
          {
            ...characteristics[1]!,
            attributes: [
              { from: null, to: null, partialScore: 40 },
              { missing: true, partialScore: 100 },
            ],
          },
        ],
      },
      rating: [
        { rating: 'A', from: 100, admitted: true },
        { rating: 'B', from: 150, admitted: true },
        { rating: 'C', from: null, admitted: false },
      ],
    };
    const rising = curve([100, '0.1'], [200, '0.2']);
    expect(problemsOf(policyDocument({ ...risky, defaultProbability: rising }))).toEqual([]);
    const falling = curve([100, '0.2'], [200, '0.1']);
    expect(problemsOf(policyDocument({ ...risky, defaultProbability: falling }))).toEqual([
      'defaultProbability.knots[1].probability RISK_ORDER',
    ]);
  });
});

describe('price by risk', () => {
  const byRisk = (part: object = {}) =>
    ({
      byRisk: { fundingCost: '0.02', lossGivenDefault: '0.45', margin: '0.01', floor: '0.03', ...part },
      ceiling: base.price.ceiling,
      reference: 'test',
    }) as PolicyDocument['price'];
  const defaultProbability = curve([100, '0.2'], [200, '0.1']);

  it('is accepted with a probability of default', () => {
    expect(problemsOf(policyDocument({ price: byRisk(), defaultProbability }))).toEqual([]);
  });

  it.each<[string, PolicyDocument, string[]]>([
    ['without one', policyDocument({ price: byRisk() }), ['price.byRisk PROBABILITY_ABSENT']],
    [
      'whose floor is above the ceiling',
      policyDocument({ price: byRisk({ floor: '0.25' }), defaultProbability }),
      ['price.byRisk RATE_ABOVE_CEILING'],
    ],
    [
      'whose costs alone are above the ceiling',
      policyDocument({ price: byRisk({ fundingCost: '0.2', margin: '0.05' }), defaultProbability }),
      ['price.byRisk RATE_ABOVE_CEILING'],
    ],
    [
      'with a loss above all that was lent',
      policyDocument({ price: byRisk({ lossGivenDefault: '1.1' }), defaultProbability }),
      ['price.byRisk.lossGivenDefault SHAPE'],
    ],
  ])('is refused %s', (_, document, problems) => {
    expect(problemsOf(document)).toEqual(problems);
  });
});

describe('referrals', () => {
  const referral = (when: object, id = 'look') => ({
    id,
    when,
    reasonCode: 'DATA_MISSING',
    reference: 'test',
  });
  it.each<[string, object[], string[]]>([
    [
      'of one id',
      [referral({ ratingIn: ['A'] }), referral({ ratingIn: ['B'] })],
      ['referrals[1].id DUPLICATE'],
    ],
    [
      'of a rating that is not admitted',
      [referral({ ratingIn: ['A', 'C'] })],
      ['referrals[0].when.ratingIn[1] RATING_UNKNOWN'],
    ],
    [
      'of a probability that the policy does not give',
      [referral({ probabilityAtLeast: '0.1' })],
      ['referrals[0].when PROBABILITY_ABSENT'],
    ],
    [
      'of a limit below zero',
      [referral({ limitAtLeast: '-1.00' })],
      ['referrals[0].when.limitAtLeast SHAPE'],
    ],
    [
      'without a listed source',
      [{ ...referral({ ratingIn: ['A'] }), reference: 'hearsay' }],
      ['referrals[0].reference REFERENCE_UNKNOWN'],
    ],
  ])('are refused %s', (_, referrals, problems) => {
    expect(problemsOf({ ...base, referrals })).toEqual(problems);
  });
});

function warning(fact: object = {}) {
  return {
    id: 'young',
    feature: 'ageMonths',
    when: { atMost: 24 },
    severity: 'HIGH' as const,
    deadlineHours: 24,
    reasonCode: 'TOO_YOUNG',
    reference: 'test',
    ...fact,
  } as NonNullable<PolicyDocument['warnings']>[number];
}

describe('warnings', () => {
  it('may read features that nothing else does, and whose absence is then scored by nobody', () => {
    const features = [...base.features, { name: 'openArrears', missing: 'SCORE' as const }];
    const warnings = [warning({ feature: 'openArrears', when: { atLeast: '0.01' } })];
    expect(problemsOf(policyDocument({ features, warnings }))).toEqual([]);
  });

  it.each<[string, object[], string[]]>([
    ['of one id', [warning(), warning()], ['warnings[1].id DUPLICATE']],
    [
      'of a feature nobody declared',
      [warning({ feature: 'customers12' })],
      ['warnings[0].feature FEATURE_UNDECLARED'],
    ],
    ['in the wrong unit', [warning({ when: { atMost: '24' } })], ['warnings[0].when VALUE_TYPE']],
    ['with no time to look', [warning({ deadlineHours: 0 })], ['warnings[0].deadlineHours SHAPE']],
    ['of a severity it does not know', [warning({ severity: 'PANIC' })], ['warnings[0].severity SHAPE']],
    [
      'without a listed source',
      [warning({ reference: 'hearsay' })],
      ['warnings[0].reference REFERENCE_UNKNOWN'],
    ],
  ])('are refused %s', (_, warnings, problems) => {
    expect(problemsOf({ ...base, warnings })).toEqual(problems);
  });
});
