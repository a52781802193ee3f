import { describe, expect, it } from 'vitest';
import { binFeature, SHRINKAGE } from './bin-feature.ts';

const options = { leastRows: 1, penalty: 1, turnPenalty: Infinity };

describe('binFeature', () => {
  it('joins categories of like odds wherever they stand', () => {
    const counts = { goods: [90, 50, 91, 51, 0], bads: [10, 50, 9, 49, 0] };
    const { binOf } = binFeature('CATEGORY', { ordered: 4, count: 5 }, counts, options);
    expect([...binOf]).toEqual([0, 1, 0, 1, 2]);
  });

  it('joins a hundred categories by their odds, none of the better ones with one of the worse', () => {
    const cells = Array.from({ length: 100 }, (_, cell) => cell);
    const bads = cells.map((cell) => (cell * 37) % 100);
    const counts = { goods: [...bads.map((bad) => 100 - bad), 0], bads: [...bads, 0] };
    const { binOf } = binFeature('CATEGORY', { ordered: 100, count: 101 }, counts, options);
    const byOdds = cells.toSorted((a, b) => bads[a]! - bads[b]!).map((cell) => binOf[cell]!);
    expect(byOdds).toEqual(byOdds.toSorted((a, b) => a - b));
    expect(new Set(byOdds).size).toBeGreaterThan(5);
  });

  it('gives codes and missing bins of their own, whose weight shrinks with their rows', () => {
    const counts = { goods: [80, 20, 1, 100], bads: [20, 80, 0, 0] };
    const { binOf, woe } = binFeature('NUMBER', { ordered: 2, count: 4 }, counts, options);
    expect([...binOf]).toEqual([0, 1, 2, 3]);
    const [goods, bads] = [201, 100];
    const share = (SHRINKAGE.number * goods) / (goods + bads);
    const bad = (SHRINKAGE.number * bads) / (goods + bads);
    expect(woe[2]).toBeCloseTo(Math.log(((1 + share) * bads) / (bad * goods)), 12);
    expect(woe[3]).toBeGreaterThan(woe[2]!);
  });
});
