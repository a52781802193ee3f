import { describe, expect, it } from 'vitest';
import { gainsTable } from './gains.ts';

describe('gainsTable · Siddiqi 2017', () => {
  it('by hand: the riskier half holds two of three bad rows', () => {
    expect(gainsTable({ risk: [4, 3, 2, 1], bad: [1, 1, 0, 1] }, 2)).toEqual([
      { rows: 2, bads: 2, badRate: 1, capturedBads: 2 / 3, lift: expect.closeTo(4 / 3, 12) },
      { rows: 2, bads: 1, badRate: 0.5, capturedBads: 1, lift: 1 },
    ]);
  });

  it('shares rows of one risk out between slices, whatever their order', () => {
    const risk = [2, 1, 1, 1];
    const captured = (bad: number[]) => gainsTable({ risk, bad }, 4).map(({ capturedBads }) => capturedBads);
    for (const bad of [
      [1, 1, 0, 0],
      [1, 0, 0, 1],
    ])
      expect(captured(bad)).toEqual([1, 4 / 3, 5 / 3, 2].map((one) => expect.closeTo(one / 2, 12)));
  });
});
