import { describe, expect, it } from 'vitest';
import { gainsTable } from './gains.ts';

describe('gainsTable · Siddiqi 2017 ch. 10', () => {
  it('by hand: the riskier half holds two of three bad rows', () => {
    expect(gainsTable({ risk: [4, 3, 2, 1], bad: [1, 1, 0, 1] }, 2)).toEqual([
      { rows: 2, bads: 2, badRate: 1, capturedBads: 2 / 3, lift: expect.closeTo(4 / 3, 12) },
      { rows: 2, bads: 1, badRate: 0.5, capturedBads: 1, lift: 1 },
    ]);
  });
});
