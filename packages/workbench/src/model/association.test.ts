import { describe, expect, it } from 'vitest';
import { randomFrom } from '../random/random.ts';
import { chanceOfNoise, falseDiscoveryBound } from './association.ts';

describe('chanceOfNoise', () => {
  it('by hand: 30 of 100 against 50 of 100 bad is χ² = 8.33 with one degree, 0.4 %', () => {
    const counts = { goods: [70, 50, 0], bads: [30, 50, 0] };
    // Σ (b − e)² / e + (b − e)² / (n − e) = 2 × (10² / 40 + 10² / 60) = 8.33.
    const chance = chanceOfNoise('CATEGORY', { ordered: 2, count: 3 }, counts);
    expect(Math.abs(chance - 0.0039)).toBeLessThan(0.001);
  });

  it('by hand: the rank sum of 10 bad below 10 good rows is 55, z = 3.78', () => {
    const one = Array<number>(10).fill(1);
    const none = Array<number>(10).fill(0);
    const counts = { goods: [...none, ...one, 0], bads: [...one, ...none, 0] };
    // (105 − 55) / √(10 × 10 × 21 / 12) = 3.780: 0.000157 on both sides, doubled for two tests.
    const chance = chanceOfNoise('NUMBER', { ordered: 20, count: 21 }, counts);
    expect(Math.abs(chance - 0.000314)).toBeLessThan(0.00002);
  });

  it('sees a missing that matters, and a peak that no rank sees', () => {
    const missing = { goods: [100, 100, 100, 50], bads: [20, 20, 20, 50] };
    expect(chanceOfNoise('NUMBER', { ordered: 3, count: 4 }, missing)).toBeLessThan(0.001);
    const peak = { goods: [80, 80, 40, 80, 80, 0], bads: [20, 20, 60, 20, 20, 0] };
    expect(chanceOfNoise('NUMBER', { ordered: 5, count: 6 }, peak)).toBeLessThan(0.001);
  });

  it('is 1 where nothing differs, where no number is known, and where all are one', () => {
    expect(chanceOfNoise('CATEGORY', { ordered: 2, count: 3 }, { goods: [9, 9, 0], bads: [3, 3, 0] })).toBe(
      1,
    );
    expect(chanceOfNoise('NUMBER', { ordered: 1, count: 2 }, { goods: [0, 9], bads: [0, 3] })).toBe(1);
    expect(chanceOfNoise('NUMBER', { ordered: 1, count: 2 }, { goods: [9, 0], bads: [3, 0] })).toBe(1);
  });

  it('is below 10 % for a tenth of noise, also with many rare categories and few bad rows', () => {
    const random = randomFrom(3);
    const share = (kind: 'NUMBER' | 'CATEGORY', cells: number, rate: number) => {
      let low = 0;
      for (let column = 0; column < 500; column++) {
        const counts = { goods: Array<number>(cells + 1).fill(0), bads: Array<number>(cells + 1).fill(0) };
        for (let row = 0; row < 400; row++)
          (random() < rate ? counts.bads : counts.goods)[Math.floor(random() * cells)]!++;
        if (chanceOfNoise(kind, { ordered: cells, count: cells + 1 }, counts) < 0.1) low++;
      }
      return low / 500;
    };
    // Binomial, 500 columns: 10 % ± 4 %; the doubling makes numbers careful.
    expect(share('NUMBER', 40, 0.2)).toBeLessThan(0.14);
    expect(share('CATEGORY', 5, 0.2)).toBeLessThan(0.14);
    expect(share('CATEGORY', 60, 0.02)).toBeLessThan(0.14);
    expect(share('CATEGORY', 5, 0.2)).toBeGreaterThan(0.06);
  });
});

describe('falseDiscoveryBound · Benjamini & Hochberg 1995', () => {
  it('by hand: of 4, 20 %: 0.05, 0.10, 0.15, 0.20', () => {
    expect(falseDiscoveryBound([0.3, 0.01, 0.14, 0.12], 0.2)).toBe(0.14);
    expect(falseDiscoveryBound([0.3, 0.01, 0.16, 0.12], 0.2)).toBe(0.01);
    expect(falseDiscoveryBound([0.3, 0.06, 0.16, 0.12], 0.2)).toBe(-1);
    expect(falseDiscoveryBound([], 0.2)).toBe(-1);
  });
});
