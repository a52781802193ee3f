import type { PolicyResult } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { reviewedByHuman } from './human-review.ts';
import { dutiesFor } from './person-duties.ts';

const result = (outcome: PolicyResult['outcome']): PolicyResult => ({
  policyId: 'shui-rong-tong',
  policyVersion: '1',
  outcome,
  limit: '0.00',
  limitBoundBy: null,
  annualRate: null,
  rating: null,
  score: null,
  defaultProbability: null,
  reasons: [{ code: 'TAX_ARREARS', text: { zh: '欠税', en: 'Arrears' }, pointsLost: 0 }],
  missing: [],
});
const towards = (type: 'PERSON' | 'ENTERPRISE' | 'SOLE_TRADER') => dutiesFor(type, '2026-11-21');

describe('reviewedByHuman · PIPL art. 24 para. 3', () => {
  it('a person who would be declined is referred, with the reasons of the policy', () => {
    const { outcome, reasons } = reviewedByHuman(result('DECLINED'), towards('PERSON'));
    expect(outcome).toBe('REFERRED');
    expect(reasons.map(({ code }) => code)).toEqual(['HUMAN_REVIEW', 'TAX_ARREARS']);
  });

  it.each(['ENTERPRISE', 'SOLE_TRADER'] as const)('a %s may be declined', (type) => {
    expect(reviewedByHuman(result('DECLINED'), towards(type))).toEqual(result('DECLINED'));
  });

  it.each(['APPROVED', 'REFERRED'] as const)('a person who is %s stays so', (outcome) => {
    expect(reviewedByHuman(result(outcome), towards('PERSON'))).toEqual(result(outcome));
  });
});
