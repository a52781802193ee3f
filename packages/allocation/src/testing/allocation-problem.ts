import type { AllocationProblem, Candidate } from '../problem/allocation-problem.ts';

/** A small valid problem; a test replaces only the part it is about. */
export const allocationProblem = (part: Partial<AllocationProblem> = {}): AllocationProblem => ({
  budget: '1000000.00',
  budgetCounts: 'OFFERED',
  fundingCost: '0',
  lossGivenDefault: '1',
  rateCeiling: '0.24',
  stepYuan: 10_000,
  rates: [
    { annualRate: '0.04', churn: { A: '0', B: '0' } },
    { annualRate: '0.08', churn: { A: '0.6', B: '0.2' } },
  ],
  firms: [candidate()],
  caps: [],
  ...part,
});

/** A firm of rating A that never defaults and can have 10 to 100 万元. */
export const candidate = (fact: Partial<Candidate> = {}): Candidate => ({
  firmId: 'F1',
  rating: 'A',
  industry: 'C',
  defaultProbability: '0',
  lowest: '100000.00',
  highest: '1000000.00',
  ...fact,
});
