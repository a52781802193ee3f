import { describe, expect, it } from 'vitest';
import { policyDocument } from '../testing/policy-document.ts';
import { problemsOf } from '../testing/problems-of.ts';
import type { PolicyDocument } from './policy.ts';

const base = policyDocument();
const [tax, cap] = base.limit.leastOf;
const withLimit = (part: object) =>
  policyDocument({ limit: { ...base.limit, ...part } as PolicyDocument['limit'] });
/** 60 to 200 points; 100 and more are lent to. */
const withRisk = (knots: [score: number, probability: string][], part: Partial<PolicyDocument> = {}) =>
  policyDocument({
    defaultProbability: {
      knots: knots.map(([score, probability]) => ({ score, probability })),
      reference: 'test',
    },
    ...part,
  });
const byRisk = (part: object = {}): PolicyDocument['price'] => ({
  byRisk: { fundingCost: '0.02', lossGivenDefault: '1', margin: '0.01', floor: '0.03', ...part },
  ceiling: { annualRate: '0.24', reference: 'test' },
  reference: 'test',
});
const referral = (when: NonNullable<PolicyDocument['referrals']>[number]['when']) => ({
  referrals: [{ id: 'look', when, reasonCode: 'DATA_MISSING', reference: 'test' }],
});
const UNREACHABLE = ['referrals[0] RULE_UNREACHABLE'];

describe('a referral that no offer can meet', () => {
  it.each<[string, object, string, string[]]>([
    ['the highest cap', {}, '500000.00', []],
    ['more than the highest cap', {}, '500000.01', UNREACHABLE],
    [
      'more than a cap within a sum',
      {
        leastOf: [
          tax,
          { name: 'sum', sumOf: [{ amount: '90000.00' }, { amount: '80000.00' }], reference: 'test' },
        ],
      },
      '170000.01',
      UNREACHABLE,
    ],
    [
      'what rounding down leaves of the cap',
      { leastOf: [tax, { name: 'cap', amount: '170999.00', reference: 'test' }] },
      '170000.00',
      [],
    ],
    [
      'what rounding down takes off the cap',
      { leastOf: [tax, { name: 'cap', amount: '170999.00', reference: 'test' }] },
      '170000.01',
      UNREACHABLE,
    ],
  ])('names %s', (_, limit, limitAtLeast, problems) => {
    expect(problemsOf({ ...withLimit(limit), ...referral({ limitAtLeast }) })).toEqual(problems);
  });

  const CURVE: [number, string][] = [
    [60, '0.2'],
    [100, '0.1'],
    [200, '0.01'],
  ];
  it.each<[string, string, string[]]>([
    ['of the worst score that is lent to', '0.1', []],
    ['of scores that are not lent to', '0.100001', UNREACHABLE],
    ['above the whole curve', '0.200001', UNREACHABLE],
  ])('names the probability %s', (_, probabilityAtLeast, problems) => {
    expect(problemsOf(withRisk(CURVE, referral({ probabilityAtLeast })))).toEqual(problems);
  });

  it('names a probability at which the rate passes the ceiling', () => {
    const curve: [number, string][] = [
      [100, '0.9'],
      [200, '0.01'],
    ];
    const document = (probabilityAtLeast: string) =>
      problemsOf(withRisk(curve, { price: byRisk(), ...referral({ probabilityAtLeast }) }));
    expect(document('0.21')).toEqual([]);
    expect(document('0.210001')).toEqual(UNREACHABLE);
  });
});

describe('a limit that nobody can be lent', () => {
  it.each<[string, object, string[]]>([
    ['a minimum of the highest cap', { minimum: '500000.00' }, []],
    ['a minimum above every cap', { minimum: '500000.01' }, ['limit.minimum LIMIT_UNREACHABLE']],
    ['a step above every cap', { roundDownTo: 500_001 }, ['limit.roundDownTo LIMIT_UNREACHABLE']],
    [
      'a step that takes every cap below the minimum',
      { roundDownTo: 300_000, minimum: '400000.00' },
      ['limit.roundDownTo LIMIT_UNREACHABLE'],
    ],
    [
      'caps that add up to more than an amount can be',
      {
        leastOf: [
          tax,
          { name: 'cap', sumOf: [{ amount: '9999999999999999.99' }, { amount: '0.01' }], reference: 'test' },
        ],
      },
      ['limit.leastOf LIMIT_TOO_HIGH'],
    ],
    [
      'a cap of the highest amount',
      { leastOf: [tax, { name: 'cap', amount: '9999999999999999.99', reference: 'test' }] },
      [],
    ],
  ])('%s', (_, limit, problems) => {
    expect(problemsOf(withLimit(limit))).toEqual(problems);
  });

  it('but a policy that admits no rating may lend to nobody', () => {
    const none = policyDocument({
      rating: [{ rating: 'C', from: null, admitted: false }],
      limit: { ...base.limit, leastOf: [tax!, { ...cap!, capByRating: {} }] },
      price: { ...base.price, annualRateByRating: {} } as PolicyDocument['price'],
    });
    expect(problemsOf(none)).toEqual([]);
    expect(problemsOf({ ...none, ...referral({ limitAtLeast: '0.00' }) })).toEqual(UNREACHABLE);
  });
});

it('a price by risk passes the ceiling at every score that is lent to', () => {
  const priced = (probability: string) =>
    problemsOf(
      withRisk(
        [
          [60, '1'],
          [200, probability],
        ],
        { price: byRisk() },
      ),
    );
  expect(priced('0.21')).toEqual([]);
  expect(priced('0.210001')).toEqual(['price.byRisk RATE_ABOVE_CEILING']);
});

describe('an interval outside the range of its feature', () => {
  const aged = (bound: number) => {
    const [grade, growth] = base.scorecard.characteristics;
    const attributes = [
      { from: null, to: bound, partialScore: 40 },
      { from: bound, to: null, partialScore: 100 },
    ];
    const characteristics = [grade!, { ...growth!, feature: 'ageMonths', attributes }];
    return policyDocument({
      features: base.features.filter(({ name }) => name !== 'vatSalesGrowth12'),
      scorecard: { ...base.scorecard, characteristics },
    });
  };

  it.each<[string, number, string[]]>([
    ['one value of it', 1, []],
    ['none of it', 0, ['scorecard.characteristics[1].attributes[0] ATTRIBUTE_UNREACHABLE']],
  ])('holds %s', (_, bound, problems) => {
    expect(problemsOf(aged(bound))).toEqual(problems);
  });
});
