import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov, rocCurve } from './kolmogorov-smirnov.ts';

describe('kolmogorovSmirnov · Thomas et al. 2002', () => {
  it('by hand: bad 4, 3, 1; good 2, 0: 2/3 above the best cut', () => {
    expect(kolmogorovSmirnov({ risk: [4, 3, 1, 2, 0], bad: [1, 1, 1, 0, 0] })).toBeCloseTo(2 / 3, 12);
  });

  it('is 0 where all rows are alike', () => {
    expect(kolmogorovSmirnov({ risk: [1, 1, 1, 1], bad: [1, 0, 1, 0] })).toBe(0);
  });
});

describe('rocCurve', () => {
  it('takes tied rows in one step', () => {
    expect(rocCurve({ risk: [2, 1, 1, 0], bad: [1, 1, 0, 0] })).toEqual([
      { goods: 0, bads: 0.5, risk: 2 },
      { goods: 0.5, bads: 1, risk: 1 },
      { goods: 1, bads: 1, risk: 0 },
    ]);
  });
});
