import { describe, expect, it } from 'vitest';
import { areaInterval, areaUnderCurve, badRate } from './discrimination.ts';

const firms = (good: number[], bad: number[]) => [
  ...good.map((score) => ({ score, bad: false })),
  ...bad.map((score) => ({ score, bad: true })),
];

describe('areaUnderCurve · Mann–Whitney', () => {
  it.each([
    ['a perfect order', [3, 4], [1, 2], 1],
    ['the order upside down', [1, 2], [3, 4], 0],
    ['all the same', [5, 5], [5], 0.5],
    ['three of four pairs right', [2, 4], [1, 3], 0.75],
    ['a tie counting half', [2, 3], [2], 0.75],
  ])('%s', (_what, good, bad, expected) => {
    expect(areaUnderCurve(firms(good, bad))).toBe(expected);
  });
});

describe('areaInterval · DeLong 1988', () => {
  it('has no width when the order is perfect', () => {
    expect(areaInterval(firms([3, 4, 5], [1, 2]))).toEqual([1, 1]);
  });

  it('agrees with a case worked by hand', () => {
    // Good 2, 4; bad 1, 3: placements of the good 0.5 and 1, of the bad 1 and 0.5, each with variance 0.125.
    const [low, high] = areaInterval(firms([2, 4], [1, 3]));
    expect(low).toBeCloseTo(0.75 - 1.96 * Math.sqrt(0.125), 10);
    expect(high).toBe(1);
  });
});

describe('badRate', () => {
  it('is the share of bad firms', () => {
    expect(badRate(firms([1, 2, 3], [1]))).toBe(0.25);
  });

  it('is unknown where there are none', () => {
    expect(badRate([])).toBeNull();
  });
});
