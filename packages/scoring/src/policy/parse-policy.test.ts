import type { LocalizedText } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { PolicyInvalid } from '../error.ts';
import { policyDocument, rule, scorecard } from '../testing/policy-document.ts';
import { problemsOf } from '../testing/problems-of.ts';
import { parsePolicy } from './parse-policy.ts';

const base = policyDocument();
const withRule = (fact: object) => policyDocument({ admission: [rule(fact)] });
const withLimit = (fact: object) => policyDocument({ limit: { ...base.limit, ...fact } });
const withPrice = (fact: object) => policyDocument({ price: { ...base.price, ...fact } });
const bands = (...rows: [rating: string, from: number | null, admitted: boolean][]) =>
  policyDocument({ rating: rows.map(([rating, from, admitted]) => ({ rating, from, admitted })) });
const growth = (...rows: [from: string | null, to: string | null, partialScore: number][]) => [
  ...rows.map(([from, to, partialScore]) => ({ from, to, partialScore })),
  { missing: true as const, partialScore: 0 },
];
const withGrowth = (...rows: Parameters<typeof growth>) =>
  policyDocument({ scorecard: scorecard({ growth: growth(...rows) }) });
const GROWTH_AT = 'scorecard.characteristics[1].attributes';
const GRADE_AT = 'scorecard.characteristics[0].attributes';

describe('parsePolicy', () => {
  it('accepts a policy and returns it unchanged', () => {
    expect(parsePolicy(policyDocument())).toEqual(policyDocument());
  });

  it('accepts what JSON carries', () => {
    expect(problemsOf(JSON.parse(JSON.stringify(policyDocument())))).toEqual([]);
  });

  it('freezes the policy to its last part, so that what was checked is what decides', () => {
    const policy = parsePolicy(policyDocument());
    expect(() => {
      policy.scorecard.characteristics[0]!.attributes[0]!.partialScore = 999;
    }).toThrow(TypeError);
  });

  it('leaves the caller’s document unfrozen', () => {
    const document = policyDocument();
    parsePolicy(document);
    expect(Object.isFrozen(document)).toBe(false);
  });
});

describe('parsePolicy refuses', () => {
  const { validTo: _, ...withoutValidTo } = policyDocument();
  it.each<[string, unknown, string[]]>([
    ['nothing', null, [' SHAPE']],
    ['a list', [], [' SHAPE']],
    ['a missing part', withoutValidTo, ['validTo SHAPE']],
    ['a part it does not know', { ...base, script: 'return 1' }, [' SHAPE']],
    ['a policy id with capitals', policyDocument({ policyId: 'Small' }), ['policyId SHAPE']],
    ['a version without year', policyDocument({ version: '1.0' }), ['version SHAPE']],
    ['a day that does not exist', policyDocument({ validFrom: '2026-02-30' }), ['validFrom SHAPE']],
    [
      'validity that ends before it begins',
      policyDocument({ validTo: '2025-12-31' }),
      ['validTo VALIDITY_INVERTED'],
    ],

    [
      'an indicator it does not know',
      { ...base, features: [...base.features, { name: 'zodiacSign', missing: 'REFER' }] },
      ['features[4].name FEATURE_UNDEFINED', 'features[4] FEATURE_UNUSED'],
    ],
    [
      'a feature that does not say what its absence means',
      { ...base, features: [{ name: 'ageMonths' }, ...base.features.slice(1)] },
      ['features[0].missing SHAPE'],
    ],
    [
      'absence that helps',
      { ...base, features: [{ name: 'ageMonths', missing: 'APPROVE' }, ...base.features.slice(1)] },
      ['features[0].missing SHAPE'],
    ],
    [
      'a feature declared twice',
      policyDocument({ features: [...base.features, { name: 'ageMonths', missing: 'DECLINE' }] }),
      ['features[4].name DUPLICATE'],
    ],
    [
      'a feature that a rule uses and nobody declared',
      withRule({ feature: 'customers12' }),
      ['admission[0].feature FEATURE_UNDECLARED', 'features[0] FEATURE_UNUSED'],
    ],
    [
      'a feature that a characteristic uses and nobody declared',
      policyDocument({ features: base.features.slice(0, 3) }),
      ['scorecard.characteristics[1].feature FEATURE_UNDECLARED'],
    ],
    [
      'a feature that the limit uses and nobody declared',
      policyDocument({ features: base.features.filter(({ name }) => name !== 'vatPayable12') }),
      ['limit.leastOf[0].feature FEATURE_UNDECLARED'],
    ],
    [
      'a feature nobody uses',
      policyDocument({ features: [...base.features, { name: 'customers12', missing: 'REFER' }] }),
      ['features[4] FEATURE_UNUSED'],
    ],
    [
      'a rule whose feature would only be scored when missing',
      withRule({ feature: 'vatSalesGrowth12', test: { atLeast: '-0.4' } }),
      ['features[0] FEATURE_UNUSED', 'features[3].missing MISSING_UNDECIDED'],
    ],

    [
      'a rule id used twice',
      policyDocument({ admission: [rule(), rule({ test: { atMost: 600 } })] }),
      ['admission[1].id DUPLICATE'],
    ],
    ['a rule without a test', withRule({ test: {} }), ['admission[0].test.atLeast SHAPE']],
    ['a rule with two tests', withRule({ test: { atLeast: 1, atMost: 2 } }), ['admission[0].test SHAPE']],
    [
      'a reason that neither the platform nor the policy words',
      withRule({ reasonCode: 'BAD_LUCK' }),
      ['admission[0].reasonCode REASON_UNKNOWN'],
    ],
    ['a rule that approves', withRule({ onFail: 'APPROVE' }), ['admission[0].onFail SHAPE']],
    ['months as text', withRule({ test: { atLeast: '24' } }), ['admission[0].test VALUE_TYPE']],
    ['months in halves', withRule({ test: { atLeast: 24.5 } }), ['admission[0].test.atLeast SHAPE']],
    [
      'one value of several in the wrong unit',
      withRule({ test: { oneOf: [24, '36'] } }),
      ['admission[0].test VALUE_TYPE'],
    ],
    [
      'yuan as a number',
      policyDocument({
        admission: [rule(), rule({ id: 'tax', feature: 'vatPayable12', test: { atLeast: 10000 } })],
      }),
      ['admission[1].test VALUE_TYPE'],
    ],
    [
      'yuan without fen',
      policyDocument({
        admission: [rule(), rule({ id: 'tax', feature: 'vatPayable12', test: { atLeast: '10000' } })],
      }),
      ['admission[1].test VALUE_TYPE'],
    ],
    [
      'a grade outside the scale',
      policyDocument({
        admission: [rule(), rule({ id: 'grade', feature: 'taxCreditGrade', test: { oneOf: ['A', 'E'] } })],
      }),
      ['admission[1].test VALUE_TYPE'],
    ],
    [
      'an order among grades',
      policyDocument({
        admission: [rule(), rule({ id: 'grade', feature: 'taxCreditGrade', test: { atLeast: 'B' } })],
      }),
      ['admission[1].test TEST_UNORDERED'],
    ],
    [
      'a source that is not listed',
      withRule({ reference: 'hearsay' }),
      ['admission[0].reference REFERENCE_UNKNOWN'],
    ],
    [
      'a source listed twice',
      policyDocument({ references: [...base.references, ...base.references] }),
      ['references[1].id DUPLICATE'],
    ],

    [
      'points that are not whole',
      withGrowth([null, '0', 40.5], ['0', null, 100]),
      [`${GROWTH_AT}[0].partialScore SHAPE`],
    ],
    [
      'a reason code algorithm it does not compute',
      policyDocument({ scorecard: { ...scorecard(), reasonCodeAlgorithm: 'pointsAround' as 'pointsBelow' } }),
      ['scorecard.reasonCodeAlgorithm SHAPE'],
    ],
    [
      'a characteristic named twice',
      policyDocument({
        scorecard: {
          ...scorecard(),
          characteristics: scorecard().characteristics.map((one) => ({ ...one, name: 'same' })),
        },
      }),
      ['scorecard.characteristics[1].name DUPLICATE'],
    ],
    [
      'a gap below all intervals',
      withGrowth(['-1', '0', 40], ['0', null, 100]),
      [`${GROWTH_AT}[0].from ATTRIBUTE_GAP`],
    ],
    [
      'a gap between intervals',
      withGrowth([null, '0', 40], ['0.1', null, 100]),
      [`${GROWTH_AT}[1].from ATTRIBUTE_GAP`],
    ],
    [
      'a gap above all intervals',
      withGrowth([null, '0', 40], ['0', '1000', 100]),
      [`${GROWTH_AT}[1].to ATTRIBUTE_GAP`],
    ],
    [
      'overlapping intervals',
      withGrowth([null, '0', 40], ['-0.1', null, 100]),
      [`${GROWTH_AT}[1].from ATTRIBUTE_OVERLAP`],
    ],
    [
      'an interval after one without upper end',
      withGrowth([null, null, 40], ['0', null, 100]),
      [`${GROWTH_AT}[1].from ATTRIBUTE_OVERLAP`],
    ],
    [
      'an empty interval',
      withGrowth([null, '0', 40], ['0', '0', 50], ['0', null, 100]),
      [`${GROWTH_AT}[1] ATTRIBUTE_EMPTY`],
    ],
    [
      'a bound in the wrong unit',
      withGrowth([null, '0%', 40], ['0%', null, 100]),
      [`${GROWTH_AT}[0].to VALUE_TYPE`, `${GROWTH_AT}[1].from VALUE_TYPE`],
    ],
    [
      'a numeric characteristic that only knows missing',
      policyDocument({ scorecard: scorecard({ growth: [{ missing: true, partialScore: 40 }] }) }),
      [`${GROWTH_AT} ATTRIBUTE_GAP`, 'rating[0].from BAND_UNREACHABLE'],
    ],
    [
      'a list of values for a number',
      policyDocument({
        scorecard: scorecard({ growth: [{ values: ['0'], partialScore: 1 }, ...growth([null, null, 100])] }),
      }),
      [`${GROWTH_AT}[0] ATTRIBUTE_KIND`],
    ],
    [
      'an interval for a grade',
      policyDocument({
        scorecard: scorecard({
          grade: [
            { from: null, to: null, partialScore: 1 },
            { values: ['A', 'B', 'M', 'C', 'D'], partialScore: 100 },
          ],
        }),
      }),
      [`${GRADE_AT}[0] ATTRIBUTE_KIND`],
    ],
    [
      'a grade left out',
      policyDocument({
        scorecard: scorecard({ grade: [{ values: ['A', 'B', 'M', 'C'], partialScore: 50 }] }),
      }),
      [`${GRADE_AT} ATTRIBUTE_GAP`],
    ],
    [
      'a grade in two attributes',
      policyDocument({
        scorecard: scorecard({
          grade: [
            { values: ['A', 'B'], partialScore: 100 },
            { values: ['B', 'M', 'C', 'D'], partialScore: 50 },
          ],
        }),
      }),
      [`${GRADE_AT}[1].values[0] ATTRIBUTE_OVERLAP`],
    ],
    [
      'a grade outside the scale of the scorecard',
      policyDocument({
        scorecard: scorecard({ grade: [{ values: ['A', 'B', 'M', 'C', 'D', 'E'], partialScore: 50 }] }),
      }),
      [`${GRADE_AT}[0].values[5] VALUE_TYPE`],
    ],
    [
      'absence that is scored without an attribute',
      policyDocument({
        scorecard: scorecard({ growth: growth([null, '0', 0], ['0', null, 100]).slice(0, 2) }),
      }),
      [`${GROWTH_AT} MISSING_ATTRIBUTE_ABSENT`],
    ],
    [
      'absence that scores above a known value',
      policyDocument({
        scorecard: scorecard({
          growth: [
            { from: null, to: '0', partialScore: 40 },
            { from: '0', to: null, partialScore: 100 },
            { missing: true, partialScore: 41 },
          ],
        }),
      }),
      [`${GROWTH_AT}[2].partialScore MISSING_HELPS`],
    ],
    [
      'two attributes for missing',
      policyDocument({
        scorecard: scorecard({ growth: [...growth([null, null, 100]), { missing: true, partialScore: 0 }] }),
      }),
      [`${GROWTH_AT}[2] DUPLICATE`],
    ],
    [
      'an attribute for missing where absence refers',
      policyDocument({
        scorecard: scorecard({
          grade: [
            { values: ['A', 'B', 'M', 'C', 'D'], partialScore: 100 },
            { missing: true, partialScore: 0 },
          ],
        }),
      }),
      [`${GRADE_AT}[1] MISSING_ATTRIBUTE_UNREACHABLE`],
    ],

    [
      'a rating used twice',
      bands(['A', 150, true], ['A', 100, true], ['C', null, false]),
      [
        'rating[1].rating DUPLICATE',
        'limit.leastOf[1].capByRating.B RATING_UNKNOWN',
        'price.annualRateByRating.B RATING_UNKNOWN',
      ],
    ],
    [
      'two bands from the same score',
      bands(['A', 100, true], ['B', 100, true], ['C', null, false]),
      ['rating[1].from BAND_ORDER'],
    ],
    [
      'bands from the lowest up',
      bands(['A', 100, true], ['B', 150, true], ['C', null, false]),
      ['rating[1].from BAND_ORDER'],
    ],
    ['a score without band', bands(['A', 150, true], ['B', 100, true]), ['rating[1].from BAND_ORDER']],
    [
      'a band below one without lower end',
      bands(['A', 150, true], ['B', null, true], ['C', null, false]),
      ['rating[1].from BAND_ORDER', 'rating[2].from BAND_ORDER'],
    ],
    [
      'a band above the highest score, 200',
      bands(['A', 201, true], ['B', 100, true], ['C', null, false]),
      ['rating[0].from BAND_UNREACHABLE'],
    ],
    [
      'a band below the lowest score, 60',
      bands(['A', 150, true], ['B', 60, true], ['C', null, false]),
      ['rating[2].from BAND_UNREACHABLE'],
    ],
    [
      'a band admitted below one that is not',
      bands(['C', 150, false], ['A', 100, true], ['B', null, true]),
      ['rating[1].admitted BAND_ADMISSION_ORDER'],
    ],
    [
      'a bound of a band that is not whole',
      bands(['A', 150.5, true], ['B', 100, true], ['C', null, false]),
      ['rating[0].from SHAPE'],
    ],

    [
      'a limit without cap',
      withLimit({ leastOf: base.limit.leastOf.slice(0, 1) }),
      ['limit.leastOf LIMIT_UNCAPPED'],
    ],
    [
      'a limit that no figure of the enterprise bears',
      withLimit({ leastOf: base.limit.leastOf.slice(1) }),
      ['features[2] FEATURE_UNUSED', 'limit.leastOf LIMIT_UNFOUNDED'],
    ],
    [
      'a multiple of months',
      withLimit({
        leastOf: [
          { name: 'age', feature: 'ageMonths', multiple: '5', reference: 'test' },
          ...base.limit.leastOf,
        ],
      }),
      ['limit.leastOf[0].feature FEATURE_NOT_AMOUNT'],
    ],
    [
      'a term named twice',
      withLimit({ leastOf: base.limit.leastOf.map((term) => ({ ...term, name: 'same' })) }),
      ['limit.leastOf[1].name DUPLICATE'],
    ],
    [
      'a multiple of zero',
      withLimit({ leastOf: [{ ...base.limit.leastOf[0], multiple: '0.00' }, base.limit.leastOf[1]] }),
      ['limit.leastOf[0].multiple SHAPE'],
    ],
    [
      'a multiple as a number',
      withLimit({ leastOf: [{ ...base.limit.leastOf[0], multiple: 5 }, base.limit.leastOf[1]] }),
      ['limit.leastOf[0].multiple SHAPE'],
    ],
    [
      'an admitted rating without cap',
      withLimit({
        leastOf: [base.limit.leastOf[0], { name: 'cap', capByRating: { A: '1.00' }, reference: 'test' }],
      }),
      ['limit.leastOf[1].capByRating.B RATING_LEFT_OUT'],
    ],
    [
      'a cap for a rating that is not admitted',
      withLimit({
        leastOf: [
          base.limit.leastOf[0],
          { name: 'cap', capByRating: { A: '3.00', B: '2.00', C: '1.00' }, reference: 'test' },
        ],
      }),
      ['limit.leastOf[1].capByRating.C RATING_UNKNOWN'],
    ],
    ['a rounding step of zero', withLimit({ roundDownTo: 0 }), ['limit.roundDownTo SHAPE']],
    ['a smallest loan of zero', withLimit({ minimum: '0.00' }), ['limit.minimum SHAPE']],

    [
      'a rate above the ceiling, 金规〔2025〕9号',
      withPrice({ annualRateByRating: { A: '0.05', B: '0.240001' } }),
      ['price.annualRateByRating.B RATE_ABOVE_CEILING'],
    ],
    [
      'a rate in per cent',
      withPrice({ annualRateByRating: { A: '5', B: '8' } }),
      ['price.annualRateByRating.A SHAPE', 'price.annualRateByRating.B SHAPE'],
    ],
    [
      'an admitted rating without rate',
      withPrice({ annualRateByRating: { A: '0.05' } }),
      ['price.annualRateByRating.B RATING_LEFT_OUT'],
    ],
    [
      'a ceiling without source',
      withPrice({ ceiling: { annualRate: '0.24', reference: 'hearsay' } }),
      ['price.ceiling.reference REFERENCE_UNKNOWN'],
    ],
  ])('%s', (_, document, problems) => {
    expect(problemsOf(document)).toEqual(problems);
  });

  it('every problem at once', () => {
    const document = policyDocument({ validTo: '2025-01-01', admission: [rule({ reference: 'hearsay' })] });
    expect(problemsOf(document)).toHaveLength(2);
  });

  it('in words for both languages', () => {
    const texts: LocalizedText[] = [];
    try {
      parsePolicy(policyDocument({ validTo: '2025-01-01' }));
    } catch (error) {
      if (error instanceof PolicyInvalid) texts.push(error.text, ...error.problems.map(({ text }) => text));
    }
    expect(texts.map(({ zh, en }) => [/[一-鿿]/.test(zh), /^[ -~]+$/.test(en)])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it('naming place and reason in the message', () => {
    expect(() => parsePolicy(policyDocument({ validTo: '2025-01-01' }))).toThrow(
      /validTo: The policy ends before it begins/,
    );
  });

  it('a rate at the ceiling is accepted', () => {
    expect(problemsOf(withPrice({ annualRateByRating: { A: '0.05', B: '0.24' } }))).toEqual([]);
  });

  it('validity of a single day is accepted', () => {
    expect(problemsOf(policyDocument({ validTo: '2026-01-01' }))).toEqual([]);
  });
});
