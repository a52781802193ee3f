import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountsInvalid } from '../error.ts';
import { driftLight } from './drift-light.ts';
import { stabilityIndex } from './stability-index.ts';

describe('stabilityIndex · Σ (now − then) × ln(now / then)', () => {
  it('50/30/20 of a hundred become 40/30/30: 0.1 × ln 1.25 + 0.1 × ln 1.5', () => {
    const { index, contributions } = stabilityIndex([50, 30, 20], [40, 30, 30]);
    expect(index).toBeCloseTo(0.0628609, 7);
    expect(contributions.map((part) => part.toFixed(7))).toEqual(['0.0223144', '0.0000000', '0.0405465']);
  });

  it('goes by shares, whatever the number of cases', () => {
    expect(stabilityIndex([500, 300, 200], [4, 3, 3]).index).toBeCloseTo(0.0628609, 7);
  });

  it('an empty cell is filled with half a case, as are all others', () => {
    expect(stabilityIndex([10, 0], [5, 5]).index).toBeCloseTo(1.3838739, 6);
  });

  it('a cell empty on both sides adds nothing', () => {
    expect(stabilityIndex([50, 0, 30, 20], [40, 0, 30, 30]).index).toBeCloseTo(0.0628609, 7);
  });

  it('by chance: the 95 % point of χ² with 2 degrees, 5.99, times 1/100 + 1/100', () => {
    expect(stabilityIndex([50, 30, 20], [40, 30, 30]).byChance).toBeCloseTo(0.12, 2);
  });

  it('is 0 for the same shares, else above, and the same both ways', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const same = a.every((count, cell) => count * b[0]! === b[cell]! * a[0]!);
        const { index } = stabilityIndex(a, b);
        expect(index).toBeCloseTo(stabilityIndex(b, a).index, 9);
        expect(stabilityIndex(a, a).index).toBe(0);
        if (!same) expect(index).toBeGreaterThan(0);
      }),
    );
  });

  it.each([
    ['other cells', [1, 2], [1, 2, 3]],
    ['nobody before', [0, 0], [1, 2]],
    ['nobody now', [1, 2], [0, 0]],
    ['no cells', [], []],
    ['a negative count', [-1, 2], [1, 2]],
    ['half a case', [0.5, 2], [1, 2]],
    ['NaN', [Number.NaN, 2], [1, 2]],
  ])('%s is refused', (_, baseline, current) => {
    expect(() => stabilityIndex(baseline, current)).toThrow(CountsInvalid);
  });
});

describe('driftLight · Siddiqi: 0.10 and 0.25', () => {
  it.each([
    [0.0999, 'GREEN'],
    [0.1, 'YELLOW'],
    [0.2499, 'YELLOW'],
    [0.25, 'RED'],
  ])('%d is %s', (index, light) => {
    expect(driftLight(index)).toBe(light);
  });
});
