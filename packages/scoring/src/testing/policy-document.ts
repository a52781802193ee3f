import type { PolicyDocument } from '../policy/policy.ts';

/** A small valid policy; a test replaces only the part it is about. */
export const policyDocument = (part: Partial<PolicyDocument> = {}): PolicyDocument => ({
  policyId: 'small',
  version: '2026-1',
  name: { zh: '小策略', en: 'Small policy' },
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  references: [{ id: 'test', text: { zh: '测试', en: 'Test' } }],
  features: [
    { name: 'ageMonths', missing: 'REFER' },
    { name: 'taxCreditGrade', missing: 'REFER' },
    { name: 'vatPayable12', missing: 'DECLINE' },
    { name: 'vatSalesGrowth12', missing: 'SCORE' },
  ],
  admission: [rule()],
  scorecard: scorecard(),
  rating: [
    { rating: 'A', from: 150, admitted: true },
    { rating: 'B', from: 100, admitted: true },
    { rating: 'C', from: null, admitted: false },
  ],
  limit: {
    leastOf: [
      { name: 'tax', feature: 'vatPayable12', multiple: '5', reference: 'test' },
      { name: 'cap', capByRating: { A: '500000.00', B: '100000.00' }, reference: 'test' },
    ],
    roundDownTo: 1000,
    minimum: '10000.00',
    reference: 'test',
  },
  price: {
    annualRateByRating: { A: '0.05', B: '0.08' },
    ceiling: { annualRate: '0.24', reference: 'test' },
    reference: 'test',
  },
  ...part,
});

type Rule = PolicyDocument['admission'][number];

export const rule = (fact: Partial<Rule> = {}): Rule => ({
  id: 'old-enough',
  feature: 'ageMonths',
  test: { atLeast: 24 },
  onFail: 'DECLINE',
  reasonCode: 'TOO_YOUNG',
  reference: 'test',
  ...fact,
});

type Characteristics = PolicyDocument['scorecard']['characteristics'];
type Attributes = Characteristics[number]['attributes'];

const GRADES: Attributes = [
  { values: ['A', 'B'], partialScore: 100 },
  { values: ['M', 'C', 'D'], partialScore: 50 },
];
const GROWTH: Attributes = [
  { from: null, to: '0', partialScore: 40 },
  { from: '0', to: null, partialScore: 100 },
  { missing: true, partialScore: 10, reasonCode: 'DATA_MISSING' },
];

/** Grade (0) and growth (1); 60 to 200 points. */
export const scorecard = (attributes: { grade?: Attributes; growth?: Attributes } = {}) => ({
  initialScore: 0,
  reasonCodeAlgorithm: 'pointsBelow' as const,
  characteristics: [
    {
      name: 'grade',
      feature: 'taxCreditGrade' as const,
      baselineScore: 100,
      reasonCode: 'TAX_GRADE_LOW' as const,
      attributes: attributes.grade ?? GRADES,
      reference: 'test',
    },
    {
      name: 'growth',
      feature: 'vatSalesGrowth12' as const,
      baselineScore: 100,
      reasonCode: 'TAX_SALES_FALLING' as const,
      attributes: attributes.growth ?? GROWTH,
      reference: 'test',
    },
  ],
});
