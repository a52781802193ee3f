import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse-policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { type Census, takeCensus } from './census.ts';
import { isCensusOf } from './is-census.ts';

const policy = parsePolicy(policyDocument());
const census = takeCensus(policy, [
  { taxCreditGrade: 'A', vatSalesGrowth12: '0.1' },
  { taxCreditGrade: 'D', vatSalesGrowth12: null },
]);
const [grade, growth] = census.characteristics as [
  Census['characteristics'][0],
  Census['characteristics'][0],
];

describe('isCensusOf', () => {
  it('takes what takeCensus gives, also through JSON', () => {
    expect(isCensusOf(policy, JSON.parse(JSON.stringify(census)))).toBe(true);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', [census]],
    ['of another policy', { ...census, policyId: 'other' }],
    ['of another version', { ...census, policyVersion: '2026-2' }],
    ['with a key that means nothing', { ...census, applicant: 'x' }],
    ['of nobody', takeCensus(policy, [])],
    ['of more than there are', { ...census, applicants: 3 }],
    ['by other bounds', { ...census, scoreBounds: [100, 151] }],
    ['by bounds that print alike', { ...census, scoreBounds: ['100,150'] }],
    ['with a cell too few', { ...census, score: [1, 1, 0] }],
    ['with a count below 0', { ...census, score: [3, -1, 0, 0] }],
    ['with half an applicant', { ...census, score: [1.5, 0.5, 0, 0] }],
    ['with a count that is text', { ...census, score: ['1', '1', 0, 0] }],
    ['with characteristics in another order', { ...census, characteristics: [growth, grade] }],
    ['with a characteristic too few', { ...census, characteristics: [grade] }],
    ['with a characteristic that is nothing', { ...census, characteristics: [grade, null] }],
    [
      'with applicants counted twice',
      { ...census, characteristics: [grade, { ...growth, cells: [1, 1, 1, 0] }] },
    ],
    ['with a name hidden in a cell', { ...census, characteristics: [grade, { ...growth, who: 'x' }] }],
  ])('refuses one %s', (_, given) => {
    expect(isCensusOf(policy, given)).toBe(false);
  });
});
