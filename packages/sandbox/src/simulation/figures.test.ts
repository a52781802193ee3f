import { describe, expect, it } from 'vitest';
import { WORLD, type World } from './assumptions.ts';
import { figuresOf } from './figures.ts';
import { addMoney, addTally, countDecision, emptyTally, type Tally } from './tally.ts';

const MONTHS = 2;
const world: World = {
  ...WORLD,
  months: MONTHS,
  applicants: { HOUSEHOLD: 2, SOLE_TRADER: 1, ENTERPRISE: 1 },
};

function tally(granted: number, declined: number, referred: number, fen: number, bad = 0): Tally {
  const counted = emptyTally(MONTHS);
  for (let one = 0; one < granted; one++) {
    countDecision(counted, 0, 'APPROVED');
    addMoney(counted, 'credit', 0, fen);
    addMoney(counted, 'outstanding', 1, fen);
  }
  for (let one = 0; one < declined; one++) countDecision(counted, 1, 'DECLINED');
  for (let one = 0; one < referred; one++) countDecision(counted, 1, 'REFERRED');
  addMoney(counted, 'bad', 1, bad);
  return counted;
}
const tallies = {
  HOUSEHOLD: tally(2, 1, 1, 1_000_000, 500_000),
  SOLE_TRADER: tally(1, 1, 0, 3_000_000),
  ENTERPRISE: tally(1, 0, 1, 9_000_000),
};

describe('figuresOf', () => {
  it('counts as many as were drawn', () => {
    expect(figuresOf(tallies, world, world)).toEqual({
      grantedShare: '0.5',
      averageCredit: '35000.00',
      totalCredit: '140000.00',
      badRate: '0.035714',
    });
  });

  it('weighs the kinds where there are others of them', () => {
    // Households 2/4 → 1/3 of all, sole traders 1/4 → 1/3, firms 1/4 → 1/3.
    const other = { ...world, applicants: { HOUSEHOLD: 1, SOLE_TRADER: 1, ENTERPRISE: 1 } };
    expect(figuresOf(tallies, other, world)).toEqual({
      grantedShare: '0.5',
      averageCredit: '43333.33',
      totalCredit: '173333.33',
      badRate: '0.019231',
    });
  });

  it('lines that a person grants are of the average size of their kind', () => {
    expect(figuresOf(tallies, { ...world, referredGranted: 1 }, world)).toMatchObject({
      grantedShare: '0.75',
      totalCredit: '240000.00',
    });
  });

  it('has no average and no share where there is nothing to divide by', () => {
    const none = { HOUSEHOLD: emptyTally(2), SOLE_TRADER: emptyTally(2), ENTERPRISE: emptyTally(2) };
    expect(figuresOf(none, world, world)).toEqual({
      grantedShare: null,
      averageCredit: null,
      totalCredit: '0.00',
      badRate: null,
    });
  });

  it('a sum that is no longer exact is refused', () => {
    const [to, from] = [tally(1, 0, 0, Number.MAX_SAFE_INTEGER), tally(1, 0, 0, 1)];
    expect(() => addTally(to, from)).toThrow(RangeError);
  });
});
