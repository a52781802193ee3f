import { describe, expect, it } from 'vitest';
import { FeatureInvalid } from '../error.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { scoreApplicant } from './score-applicant.ts';

const policy = parsePolicy(policyDocument());

describe('scoreApplicant', () => {
  it('scores apart from admission, characteristic by characteristic in policy order', () => {
    expect(scoreApplicant(policy, { ageMonths: 1, taxCreditGrade: 'M', vatSalesGrowth12: '0.2' })).toEqual({
      score: 150,
      characteristics: [
        { name: 'grade', partialScore: 50, pointsLost: 50, reasonCode: 'TAX_GRADE_LOW' },
        { name: 'growth', partialScore: 100, pointsLost: 0, reasonCode: 'TAX_SALES_FALLING' },
      ],
    });
  });

  it('scores absence where the policy says how', () => {
    expect(scoreApplicant(policy, { taxCreditGrade: 'A' })?.score).toBe(110);
  });

  it('gives no score where the policy does not', () => {
    expect(scoreApplicant(policy, { vatSalesGrowth12: '0.2' })).toBeNull();
  });

  it('refuses values that are none', () => {
    expect(() => scoreApplicant(policy, { taxCreditGrade: 'E' })).toThrow(FeatureInvalid);
  });
});
