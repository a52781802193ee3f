import { describe, expect, it } from 'vitest';
import { random } from '../city/random.ts';
import { WORLD, type World } from './assumptions.ts';
import { type Line, repay } from './repay.ts';
import { emptyTally, moneyOf } from './tally.ts';

const MONTHS = 6;
/** 100,000 yuan at 6 % a year; half of it drawn; the tenor is two months. */
const line: Line = { month: 1, fen: 10_000_000, rate: 60_000, monthlyDefault: 0 };
const world: World = { ...WORLD, drawnShare: 0.5, drawnAtDefault: 1, tenorMonths: 2, badAfterMonths: 2 };
const drawing = (...numbers: readonly number[]) => {
  const left = [...numbers];
  return { ...random('unused'), next: () => left.shift()! };
};
const repaid = (fact: Partial<Line>, part: Partial<World>, ...drawn: readonly number[]) => {
  const tally = emptyTally(MONTHS);
  const standing = repay(tally, { ...line, ...fact }, { ...world, ...part }, drawing(...drawn));
  const money = (name: Parameters<typeof moneyOf>[1]) => [...moneyOf(tally, name)];
  return { standing, money, loans: tally.loans };
};

describe('repay', () => {
  it('draws, pays interest every month and the principal when the tenor ends', () => {
    const { standing, money } = repaid({}, { renewedShare: 0 }, 0.5, 0.5);
    expect(money('credit')).toEqual([0, 10_000_000, 0, 0, 0, 0]);
    expect(money('drawn')).toEqual([0, 5_000_000, 0, 0, 0, 0]);
    expect(money('interestDue')).toEqual([0, 0, 25_000, 25_000, 0, 0]);
    expect(money('interestPaid')).toEqual(money('interestDue'));
    expect(money('repaid')).toEqual([0, 0, 0, 5_000_000, 0, 0]);
    expect(money('outstanding')).toEqual([0, 5_000_000, 5_000_000, 0, 0, 0]);
    expect(standing).toEqual({ bad: null, owed: 0 });
  });

  it('is drawn anew when the next number lies below the share of those who do', () => {
    const { standing, money } = repaid({}, { renewedShare: 0.8 }, 0.5, 0.79, 0.81);
    expect(money('repaid')).toEqual([0, 0, 0, 5_000_000, 0, 5_000_000]);
    expect(money('drawn')).toEqual([0, 5_000_000, 0, 5_000_000, 0, 0]);
    expect(standing.owed).toBe(0);
  });

  it('who stops has drawn all, pays no interest any more and is bad two months later', () => {
    // 1 − 0.5 at a monthly probability of 0.5: the first month already.
    const { standing, money, loans } = repaid({ monthlyDefault: 0.5 }, {}, 0.4);
    expect(money('drawn')).toEqual([0, 5_000_000, 5_000_000, 0, 0, 0]);
    expect(money('interestDue')).toEqual([0, 0, 25_000, 50_000, 50_000, 50_000]);
    expect(money('interestPaid')).toEqual([0, 0, 0, 0, 0, 0]);
    expect(money('bad')).toEqual([0, 0, 0, 0, 10_000_000, 10_000_000]);
    expect(standing).toEqual({ bad: 4, owed: 10_000_000 });
    expect(loans[1 * (MONTHS + 1) + 4]).toBe(1);
  });

  it('who stops too late to be bad by the end is not counted as bad', () => {
    const { standing, loans } = repaid({ month: 3, monthlyDefault: 0.5 }, {}, 0.4);
    expect(standing).toEqual({ bad: null, owed: 10_000_000 });
    expect(loans[3 * (MONTHS + 1) + MONTHS]).toBe(1);
  });

  it('rounds interest to whole fen, halves up', () => {
    const { money } = repaid({ fen: 20_100, rate: 60_000 }, { drawnShare: 0.5 }, 0.5, 0.5);
    // 100.50 yuan × 6 % ÷ 12 = 50.25 fen; 0.5025 yuan.
    expect(money('interestDue')[2]).toBe(50);
  });
});
