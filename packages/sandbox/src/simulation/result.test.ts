import { describe, expect, it } from 'vitest';
import { WORLD } from './assumptions.ts';
import { simulationResult } from './result.ts';
import { moves } from './scenarios.ts';
import type { Tallies } from './simulator.ts';
import { addMoney, countDecision, countLoan, emptyTally } from './tally.ts';

/** Households alone: so many granted of ten, each 50,000 yuan; one in so many fen is bad. */
function tallies(granted: number, badFen = 0): Tallies {
  const tally = emptyTally(WORLD.months);
  for (let one = 0; one < 10; one++) countDecision(tally, 2, one < granted ? 'APPROVED' : 'DECLINED');
  for (let one = 0; one < granted; one++) {
    addMoney(tally, 'credit', 2, 5_000_000);
    addMoney(tally, 'outstanding', WORLD.months - 1, 5_000_000);
    countLoan(tally, 2, badFen > 0 && one === 0 ? 7 : null);
  }
  addMoney(tally, 'bad', WORLD.months - 1, badFen);
  return {
    HOUSEHOLD: tally,
    SOLE_TRADER: emptyTally(WORLD.months),
    ENTERPRISE: emptyTally(WORLD.months),
  };
}
/** A run whose moves change nothing, save the one that is named. */
const run = (seed: string, assumed: Tallies, moved: Readonly<Record<string, Tallies>> = {}) => ({
  seed,
  tallies: [assumed, ...moves().map(({ id }) => moved[id] ?? assumed)],
});

describe('simulationResult', () => {
  it('stands beside the published figures, its credit at their scale', () => {
    const result = simulationResult(10, [run('1', tallies(4, 1_000_000))]);
    expect(result.figures).toEqual({
      grantedShare: '0.4',
      averageCredit: '50000.00',
      totalCredit: '200000.00',
      badRate: '0.05',
    });
    // 200,000 yuan × 429,988 / 10.
    expect(result.totalCreditAtScale).toBe('8599760000.00');
    expect(result.difference).toEqual({
      grantedShare: '0.087',
      averageCredit: '-25900',
      totalCredit: '-1612240000',
      badRate: '0.0493',
    });
  });

  it('gives mean and deviation (n − 1) over the seeds', () => {
    const { spread } = simulationResult(10, [
      run('1', tallies(4)),
      run('2', tallies(5)),
      run('3', tallies(6)),
    ]);
    expect(spread.grantedShare).toEqual({ values: ['0.4', '0.5', '0.6'], mean: '0.5', deviation: '0.1' });
    expect(simulationResult(10, [run('1', tallies(4))]).spread.grantedShare.deviation).toBeNull();
  });

  it('names the moves that come nearer, the nearest first, and none that goes away', () => {
    const moved = {
      'households.incomeScale=0.8': tallies(3),
      'households.missingShare=0.1': tallies(2),
      'households.likeness=0.8': tallies(6),
    };
    const { drivers, sensitivity } = simulationResult(10, [run('1', tallies(5), moved)]);
    // 0.5 is 0.187 from 0.313; 0.3 is 0.013, 0.2 is 0.113, 0.6 is 0.287.
    expect(drivers.grantedShare).toEqual(['households.incomeScale=0.8', 'households.missingShare=0.1']);
    const change = Object.fromEntries(sensitivity.map((effect) => [effect.id, effect.change.grantedShare]));
    expect(change['households.likeness=0.8']).toBe('0.1');
    expect(change['riskFactor=2']).toBe('0');
  });

  it('hands months and loans to the watch', () => {
    const { approvals, vintages } = simulationResult(10, [run('1', tallies(4, 1))]);
    expect(approvals.map(({ month, applications, approved }) => [month, applications, approved])).toEqual([
      ['2016-09', 10, 4],
    ]);
    const [vintage] = vintages;
    expect([vintage!.granted, vintage!.loans]).toEqual(['2016-09', 4]);
    expect(vintage!.ages.map(({ bad }) => bad)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });
});
