import { type Policy, type PolicyDocument, parsePolicy } from '@xinqiao/scoring';
import {
  BANDS,
  BASE_SCORE,
  CAP_YUAN,
  MINIMUM_YUAN,
  MODEL_FEATURES,
  MODEL_RULES,
  STEP_YUAN,
} from './features.ts';

const text = { zh: '基准测试', en: 'Benchmark' };
const reference = 'benchmark';
type Feature = PolicyDocument['features'][number];

/** The figure of the model under its name in the policy. */
const named = (name: string): string => (name === 'debt_ratio_pct' ? 'debt_ratio' : name);
/** A value of the model as the policy writes it: the debt ratio is a share there, for the limit is lessened by it. */
const written = (name: string, value: number): string | number =>
  name === 'debt_ratio_pct' ? (value / 100).toFixed(2) : value;

const category = (name: string, categories: string[]): Feature => ({
  name,
  definition: { unit: 'CATEGORY', name: text, categories },
  missing: 'REFER',
});
const amount = (name: string): Feature => ({
  name,
  definition: { unit: 'AMOUNT', name: text },
  range: ['0.00', null],
  missing: 'REFER',
});

const features: Feature[] = [
  ...MODEL_FEATURES.map(
    ({ name }): Feature => ({
      name: named(name),
      definition:
        name === 'debt_ratio_pct' ? { unit: 'NUMBER', name: text, places: 2 } : { unit: 'COUNT', name: text },
      ...(name === 'debt_ratio_pct' ? { range: ['-10', '10'] as [string, string] } : {}),
      missing: 'REFER',
    }),
  ),
  category('credit_grade', ['A', 'B', 'M', 'C', 'D']),
  category('industry', ['MANUFACTURING', 'RESTRICTED']),
  { name: 'blacklisted', definition: { unit: 'COUNT', name: text }, missing: 'REFER' },
  category('reg_status', ['ACTIVE', 'REVOKED']),
  amount('annual_sales'),
  amount('existing_debt'),
];

const byRating = (of: (band: (typeof BANDS)[number]) => string) =>
  Object.fromEntries(BANDS.map((band) => [band.rating, of(band)]));

function ruleTest({
  field,
  operator,
  value,
}: (typeof MODEL_RULES)[number]): PolicyDocument['admission'][number]['test'] {
  if (typeof value === 'boolean') return { equals: value ? 0 : 1 };
  if (typeof value === 'string') return operator === '==' ? { noneOf: [value] } : { equals: value };
  return operator === '<' ? { atLeast: written(field, value) } : { atMost: written(field, value) };
}

/** The model of the comparison as a policy: 15 characteristics of 6 bins, 12 rules, a capped limit. */
export const MODEL_POLICY: Policy = parsePolicy({
  policyId: 'benchmark',
  version: '2026-1',
  name: text,
  validFrom: '2026-01-01',
  validTo: null,
  references: [{ id: reference, text }],
  reasons: [...MODEL_RULES.map(({ code }) => code), ...MODEL_FEATURES.map((_, index) => `P${index}`)].map(
    (code) => ({
      code,
      text,
    }),
  ),
  features,
  admission: MODEL_RULES.map((rule) => ({
    id: rule.code.toLowerCase(),
    feature: named(rule.field),
    test: ruleTest(rule),
    onFail: 'DECLINE',
    reasonCode: rule.code,
    reference,
  })),
  scoreDeclined: true,
  scorecard: {
    initialScore: BASE_SCORE,
    reasonCodeAlgorithm: 'pointsBelow',
    characteristics: MODEL_FEATURES.map(({ name, cuts, points, most }, index) => {
      // A bin includes its upper cut, an attribute does not: the next whole number begins the next one.
      const bounds = [null, ...cuts.map((cut) => written(name, cut + 1)), null];
      return {
        name: `c${index}`,
        feature: named(name),
        baselineScore: most,
        reasonCode: `P${index}`,
        attributes: points.map((partialScore, bin) => ({
          from: bounds[bin]!,
          to: bounds[bin + 1]!,
          partialScore,
        })),
        reference,
      };
    }),
  },
  rating: [
    ...BANDS.map(({ rating, from }) => ({ rating, from, admitted: true })),
    { rating: 'F', from: null, admitted: false },
  ],
  limit: {
    leastOf: [
      {
        name: 'capacity',
        difference: [
          {
            product: {
              of: { feature: 'annual_sales', multiple: '1' },
              factors: [
                { numberByRating: byRating(({ percent }) => (percent / 100).toFixed(2)) },
                { complementOf: 'debt_ratio' },
              ],
            },
          },
          { feature: 'existing_debt', multiple: '1' },
        ],
        reference,
      },
      { name: 'cap', amount: `${CAP_YUAN}.00`, reference },
    ],
    roundDownTo: STEP_YUAN,
    minimum: `${MINIMUM_YUAN}.00`,
    reference,
  },
  price: {
    annualRateByRating: byRating(({ annualRate }) => annualRate),
    ceiling: { annualRate: '0.24', reference },
    reference,
  },
} satisfies PolicyDocument);
