import { describe, expect, it } from 'vitest';
import { IndicatorInvalid } from '../error.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { scoreIndicators } from './score-indicators.ts';

const policy = parsePolicy(policyDocument());

describe('scoreIndicators', () => {
  it('scores apart from admission, characteristic by characteristic in policy order', () => {
    expect(scoreIndicators(policy, { ageMonths: 1, taxCreditGrade: 'M', vatSalesGrowth12: '0.2' })).toEqual({
      score: 150,
      characteristics: [
        { name: 'grade', partialScore: 50, pointsLost: 50, reasonCode: 'TAX_GRADE_LOW' },
        { name: 'growth', partialScore: 100, pointsLost: 0, reasonCode: 'TAX_SALES_FALLING' },
      ],
    });
  });

  it('scores absence where the policy says how', () => {
    expect(scoreIndicators(policy, { taxCreditGrade: 'A' })?.score).toBe(110);
  });

  it('gives no score where the policy does not', () => {
    expect(scoreIndicators(policy, { vatSalesGrowth12: '0.2' })).toBeNull();
  });

  it('refuses values that are none', () => {
    expect(() => scoreIndicators(policy, { taxCreditGrade: 'E' })).toThrow(IndicatorInvalid);
  });
});
