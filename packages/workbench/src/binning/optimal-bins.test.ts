import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalBins, type Trend } from './optimal-bins.ts';

const options = { leastRows: 1, penalty: 1, turnPenalty: 3 };
const strict = { ...options, turnPenalty: Infinity };

/** Every way to join cells, by brute force. */
function* partitions(cells: number): Generator<number[]> {
  for (let cuts = 0; cuts < 2 ** (cells - 1); cuts++) {
    const bins = [0];
    for (let cell = 1; cell < cells; cell++) bins.push(bins[cell - 1]! + ((cuts >> (cell - 1)) & 1));
    yield bins;
  }
}

const bruteForce = (
  goods: readonly number[],
  bads: readonly number[],
  least: number,
  trend: Trend,
): number => {
  let best = -Infinity;
  for (const bins of partitions(goods.length)) {
    const parts = [...new Set(bins)].map((bin) => {
      const total = (counts: readonly number[]) =>
        counts.reduce((sum, count, cell) => sum + (bins[cell] === bin ? count : 0), 0);
      return { good: total(goods), bad: total(bads) };
    });
    const rates = parts.map(({ good, bad }) => bad / (good + bad));
    const rises = rates.slice(1).map((rate, at) => rate > rates[at]!);
    const falls = rates.slice(1).map((rate, at) => rate < rates[at]!);
    const fits = trend === 'ASCENDING' ? rises.every(Boolean) : falls.every(Boolean);
    if (!fits || parts.some(({ good, bad }) => good + bad < least || good + bad === 0)) continue;
    const likelihood = parts.reduce((sum, { good, bad }) => {
      const part = (count: number) => (count === 0 ? 0 : count * Math.log(count / (good + bad)));
      return sum + part(good) + part(bad) - options.penalty;
    }, 0);
    best = Math.max(best, likelihood);
  }
  return best;
};

describe('optimalBins', () => {
  it('finds the optimum of all ways to join, for both directions', () => {
    const counts = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 15 }), (cells, leastRows) => {
        const goods = cells.map(([good]) => good);
        const bads = cells.map(([, bad]) => bad);
        for (const trend of ['ASCENDING', 'DESCENDING'] as const) {
          const expected = bruteForce(goods, bads, leastRows, trend);
          const { value } = optimalBins({ goods, bads }, { ...strict, leastRows }, trend);
          if (expected === -Infinity) expect(value).toBe(-Infinity);
          else expect(value).toBeCloseTo(expected, 8);
        }
      }),
    );
  });

  it('joins what has the same odds, parts what has not', () => {
    const { binOf, trend } = optimalBins({ goods: [90, 90, 50, 50], bads: [10, 10, 50, 50] }, options);
    expect({ bins: [...binOf], trend }).toEqual({ bins: [0, 0, 1, 1], trend: 'ASCENDING' });
  });

  it.each([
    ['PEAK', [90, 90, 40, 40, 90], [10, 10, 60, 60, 10], [0, 0, 1, 1, 2]],
    ['VALLEY', [40, 90, 90, 40, 40], [60, 10, 10, 60, 60], [0, 1, 1, 2, 2]],
  ] as const)('takes a %s where it pays, and only where turns are allowed', (trend, goods, bads, bins) => {
    const found = optimalBins({ goods, bads }, options);
    expect({ trend: found.trend, bins: [...found.binOf] }).toEqual({ trend, bins });
    expect(['ASCENDING', 'DESCENDING']).toContain(optimalBins({ goods, bads }, strict).trend);
  });

  it('is one bin where there are too few rows for any', () => {
    expect(optimalBins({ goods: [1, 1], bads: [1, 1] }, { ...options, leastRows: 10 })).toMatchObject({
      count: 1,
    });
  });
});
