import { describe, expect, it } from 'vitest';
import { AllocationInvalid } from '../error.ts';
import { allocationProblem, candidate } from '../testing/allocation-problem.ts';
import { parseProblem } from './parse-problem.ts';

const problemsOf = (document: unknown): string[] => {
  try {
    parseProblem(document);
    return [];
  } catch (error) {
    if (!(error instanceof AllocationInvalid)) throw error;
    return error.problems.map(({ path, problem }) => `${path}: ${problem}`);
  }
};
const firm = (fact: Record<string, unknown>) =>
  allocationProblem({ firms: [{ ...candidate(), ...fact }] as ReturnType<typeof candidate>[] });
const rate = (annualRate: string, churn: Record<string, string> = { A: '0' }) => ({ annualRate, churn });

describe('parseProblem refuses, with the place', () => {
  it.each([
    ['a negative budget', allocationProblem({ budget: '-1.00' }), 'budget: SHAPE'],
    ['a budget as a number', { ...allocationProblem(), budget: 1e308 }, 'budget: SHAPE'],
    ['a budget beyond the fen', allocationProblem({ budget: '100000000000.01' }), 'budget: AMOUNT_TOO_LARGE'],
    ['a rate in percent', allocationProblem({ rates: [rate('4.65')] }), 'rates[0].annualRate: SHAPE'],
    [
      'NaN for a churn',
      allocationProblem({ rates: [rate('0.04', { A: 'NaN' })] }),
      'rates[0].churn.A: SHAPE',
    ],
    [
      'a churn above 1',
      allocationProblem({ rates: [rate('0.04', { A: '1.2' })] }),
      'rates[0].churn.A: SHAPE',
    ],
    ['no rates', allocationProblem({ rates: [] }), 'rates: SHAPE'],
    [
      'rates out of order',
      allocationProblem({ rates: [rate('0.05'), rate('0.04')] }),
      'rates[1].annualRate: RATE_ORDER',
    ],
    [
      'a rate twice',
      allocationProblem({ rates: [rate('0.05'), rate('0.050')] }),
      'rates[1].annualRate: RATE_ORDER',
    ],
    [
      'a rate above the ceiling',
      allocationProblem({ rateCeiling: '0.05', rates: [rate('0.06')] }),
      'rates[0].annualRate: RATE_ABOVE_CEILING',
    ],
    ['a step of nothing', allocationProblem({ stepYuan: 0 }), 'stepYuan: SHAPE'],
    ['a rating no rate is for', firm({ rating: 'D' }), 'firms[0].rating: RATING_WITHOUT_RATES'],
    ['a probability above 1', firm({ defaultProbability: '1.5' }), 'firms[0].defaultProbability: SHAPE'],
    ['a probability left out', firm({ defaultProbability: undefined }), 'firms[0].defaultProbability: SHAPE'],
    ['nothing as the least amount', firm({ lowest: '0.00' }), 'firms[0].lowest: LOWEST_ZERO'],
    ['a least amount above the limit', firm({ lowest: '2000000.00' }), 'firms[0].lowest: AMOUNTS_INVERTED'],
    ['a limit beyond the fen', firm({ highest: '1000000000000.00' }), 'firms[0].highest: AMOUNT_TOO_LARGE'],
    [
      'too fine a step',
      { ...firm({ highest: '1000001.00' }), stepYuan: 1 },
      'firms[0].highest: STEP_TOO_FINE',
    ],
    ['a firm twice', allocationProblem({ firms: [candidate(), candidate()] }), 'firms[1].firmId: DUPLICATE'],
    ['a member of its own', { ...allocationProblem(), extra: 1 }, ': SHAPE'],
    [
      'a cap that no firm is under',
      allocationProblem({ caps: [{ over: 'INDUSTRY', name: 'c', atMost: { shareOfBudget: '0.3' } }] }),
      'caps[0].name: CAP_UNKNOWN',
    ],
  ])('%s', (_, document, problem) => {
    expect(problemsOf(document)).toEqual([problem]);
  });

  it('every problem at once, without repeating a value', () => {
    const found = () => parseProblem(firm({ lowest: '2000000.00', rating: 'D' }));
    expect(found).toThrow(AllocationInvalid);
    expect(found).not.toThrow(/2000000/);
    expect(problemsOf(firm({ lowest: '2000000.00', rating: 'D' }))).toHaveLength(2);
  });
});
