import { describe, expect, it } from 'vitest';
import { Dec } from '../decimal.ts';
import type { AllocationProblem } from '../problem/allocation-problem.ts';
import { offerLines } from '../program/offer-line.ts';
import { settingOf } from '../program/setting.ts';
import { rateChoices } from '../rates/rate-choices.ts';
import { allocationProblem, candidate } from '../testing/allocation-problem.ts';
import { coreOf } from './core.ts';
import { efficientLines } from './efficient-lines.ts';
import { fill } from './fill.ts';
import { lagrangian } from './lagrangian.ts';

/** Steps of 10,000 yuan; a step earns 400 yuan at rating A and 640 at B. */
const settingFor = (part: Partial<AllocationProblem>) => {
  const problem = allocationProblem(part);
  const linesFor = offerLines(problem);
  return settingOf(
    problem,
    problem.firms.flatMap((firm) => {
      const lines = linesFor(firm, rateChoices(firm, problem));
      return typeof lines === 'string' ? [] : lines;
    }),
  );
};
const firms = [
  candidate({ firmId: 'A1', highest: '200000.00' }),
  candidate({ firmId: 'B1', rating: 'B', highest: '200000.00' }),
  candidate({ firmId: 'B2', rating: 'B', lowest: '150000.00', highest: '200000.00' }),
];
const two = { firms, budget: '400000.00' };
const priceOf = (budget: string) => ({ budget: new Dec(budget), caps: [] });

describe('lagrangian', () => {
  it('is the price of all there is, and the best of each firm beyond it', () => {
    // 0.05 yuan a yuan: a step costs 500; A1 is worth −100 a step, B1 and B2 140. Half a fen of budget has its price too.
    const { bound, worth, best } = lagrangian(settingFor(two), priceOf('0.05'));
    expect(worth.map(String)).toEqual(['-100', '140', '140']);
    expect(best.map(String)).toEqual(['0', '2800', '2800']);
    expect(bound.toFixed()).toBe('25600.00025');
  });
});

describe('coreOf', () => {
  const setting = settingFor(two);
  const priced = lagrangian(setting, priceOf('0.05'));

  it('settles what every better allocation has', () => {
    // 139 yuan may be lost: nothing of A1, which would lose 1,000, and not a step of B1 or B2.
    const core = coreOf(setting, priced, new Dec('25461'));
    expect(core.fixed.map(({ index, steps }) => [index, steps])).toEqual([
      [1, 20],
      [2, 20],
    ]);
    expect(core.open).toEqual([]);
  });

  it('leaves open what may be part of a better one', () => {
    // Less than 1,500 yuan may be lost: of A1 at most fourteen steps, of B1 ten are missing at most, and of B2 five.
    expect(coreOf(setting, priced, new Dec('24100')).open).toEqual([
      { line: 0, from: 10, to: 14, certain: false },
      { line: 1, from: 10, to: 20, certain: true },
      { line: 2, from: 15, to: 20, certain: true },
    ]);
  });
});

describe('fill', () => {
  it('gives the best first, whole steps only, and passes no limit', () => {
    const setting = settingFor({ ...two, budget: '395000.00' });
    const chosen = fill(setting, [0, 1, 2], lagrangian(setting, priceOf('0.05')).worth, new Map());
    expect(chosen.map(({ line, steps }) => [line.firm.firmId, steps])).toEqual([
      ['B1', 20],
      ['B2', 19],
    ]);
  });

  it('begins with a solution with fractions, and leaves out what would fall below its least', () => {
    const setting = settingFor({ ...two, budget: '350000.00' });
    const { worth } = lagrangian(setting, priceOf('0.05'));
    const chosen = fill(
      setting,
      [0, 1, 2],
      worth,
      new Map([
        [0, 20],
        [2, 15.5],
      ]),
    );
    expect(chosen.map(({ line, steps }) => [line.firm.firmId, steps])).toEqual([
      ['A1', 20],
      ['B2', 15],
    ]);
  });
});

describe('efficientLines · Sinha and Zoltners 1979', () => {
  it('leaves out a rate below the straight line between two others', () => {
    const rates = [
      { annualRate: '0.04', churn: { A: '0' } },
      { annualRate: '0.05', churn: { A: '0.25' } },
      { annualRate: '0.06', churn: { A: '0.5' } },
    ];
    // Earning 0.04, 0.0375 and 0.03 of 1, 0.75 and 0.5: the middle lies above the line.
    const part = { budgetCounts: 'EXPECTED' as const, firms: [candidate()] };
    expect(efficientLines(settingFor({ ...part, rates }))).toEqual([0, 1, 2]);
    const poor = rates.with(1, { annualRate: '0.046', churn: { A: '0.25' } });
    // 0.0345 lies below 0.035.
    expect(efficientLines(settingFor({ ...part, rates: poor }))).toEqual([0, 2]);
  });
});
