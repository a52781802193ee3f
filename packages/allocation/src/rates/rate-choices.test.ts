import { describe, expect, it } from 'vitest';
import { allocationProblem } from '../testing/allocation-problem.ts';
import { CUMCM_RATES } from '../testing/cumcm-rates.ts';
import { rateWorth } from './expected-profit.ts';
import { rateChoices } from './rate-choices.ts';

const ratesFor = (fact: Parameters<typeof allocationProblem>[0], rating = 'A', defaultProbability = '0') =>
  rateChoices({ rating, defaultProbability }, allocationProblem(fact)).map(({ annualRate }) => annualRate);

describe('rateChoices · 附件3, greatest (r − c)(1 − churn)', () => {
  it.each([
    { fundingCost: '0', A: '0.0465', B: '0.0585', C: '0.0585' },
    { fundingCost: '0.0175', A: '0.0745', B: '0.0825', C: '0.0825' },
  ])('with money at $fundingCost: A $A, B $B, C $C', ({ fundingCost, ...best }) => {
    const rates = Object.fromEntries(
      ['A', 'B', 'C'].map((rating) => [rating, ratesFor({ fundingCost, rates: [...CUMCM_RATES] }, rating)]),
    );
    expect(rates).toEqual({ A: [best.A], B: [best.B], C: [best.C] });
  });
});

describe('rateChoices', () => {
  const rate = (annualRate: string, churn: string) => ({ annualRate, churn: { A: churn } });

  it('leaves no rate that brings a loss', () => {
    expect(ratesFor({ fundingCost: '0.05', rates: [rate('0.04', '0'), rate('0.05', '0')] })).toEqual([]);
  });

  it('counts default as loss of principal and interest', () => {
    const rates = [rate('0.04', '0'), rate('0.08', '0')];
    expect(ratesFor({ rates, lossGivenDefault: '0.5' }, 'A', '0.14')).toEqual([]);
    expect(ratesFor({ rates, lossGivenDefault: '0.5' }, 'A', '0.137')).toEqual(['0.08']);
  });

  it('of rates that earn the same the lowest stays', () => {
    expect(ratesFor({ rates: [rate('0.04', '0'), rate('0.08', '0.5')] })).toEqual(['0.04']);
  });

  it('where the budget counts what is taken, a dearer rate that earns less stays too', () => {
    const rates = [rate('0.04', '0'), rate('0.05', '0.1'), rate('0.06', '0.5'), rate('0.07', '0.5')];
    expect(ratesFor({ budgetCounts: 'EXPECTED', rates })).toEqual(['0.05', '0.07']);
  });
});

describe('rateWorth', () => {
  it('is (1 − churn) × ((1 − PD) × r − PD × LGD − c)', () => {
    const { profit, drawn } = rateWorth({ annualRate: '0.06', churn: '0.2' }, '0.01', {
      fundingCost: '0.02',
      lossGivenDefault: '0.6',
    });
    expect(profit.toFixed()).toBe('0.02672');
    expect(drawn.toFixed()).toBe('0.8');
  });
});
