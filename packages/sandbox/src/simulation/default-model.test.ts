import { describe, expect, it } from 'vitest';
import { WORLD } from './assumptions.ts';
import { climateOf, monthlyDefault, monthsUntilDefault } from './default-model.ts';
import { normalPoint, normalShare } from './normal.ts';

const yearly = (monthly: number) => 1 - (1 - monthly) ** 12;

describe('normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447461],
    [-1.959963985, 0.025],
    [3, 0.998650102],
  ])('Φ(%d) = %d', (x, share) => {
    expect(normalShare(x)).toBeCloseTo(share, 6);
    expect(normalPoint(share)).toBeCloseTo(x, 4);
  });
});

describe('monthlyDefault · Vasicek 2002', () => {
  it('without correlation twelve months give the probability of a year', () => {
    const monthly = monthlyDefault('1', { ...WORLD, correlation: 0 });
    expect(yearly(monthly(0.02))).toBeCloseTo(0.02, 6);
    expect(yearly(monthly(1))).toBe(1);
    expect(monthly(0)).toBe(0);
  });

  it('over the times that may come the mean is the probability of a year', () => {
    const seeds = Array.from({ length: 2_000 }, (_, seed) => String(seed));
    const mean =
      seeds.reduce((sum, seed) => sum + yearly(monthlyDefault(seed, WORLD)(0.02)), 0) / seeds.length;
    expect(Math.abs(mean - 0.02)).toBeLessThan(0.001);
  });

  it('a worse time is worse for all', () => {
    const seeds = Array.from({ length: 50 }, (_, seed) => String(seed)).sort(
      (a, b) => climateOf(a) - climateOf(b),
    );
    for (const annual of [0.002, 0.02, 0.2]) {
      const risks = seeds.map((seed) => monthlyDefault(seed, WORLD)(annual));
      expect(risks).toEqual(risks.toSorted((a, b) => b - a));
    }
  });
});

describe('monthsUntilDefault', () => {
  it('a share of the probability stops in the first month, the same share of the rest in the next', () => {
    const drawn = Array.from({ length: 10_000 }, (_, at) => (at + 0.5) / 10_000);
    const stopped = (month: number) => drawn.filter((one) => monthsUntilDefault(0.1, one) === month).length;
    expect([stopped(1), stopped(2), stopped(3)]).toEqual([1000, 900, 810]);
  });

  it('who cannot default never does, who must does at once', () => {
    expect(monthsUntilDefault(0, 0.999999)).toBe(Number.POSITIVE_INFINITY);
    expect(monthsUntilDefault(1, 0.5)).toBe(1);
    expect(monthsUntilDefault(1, 0)).toBe(1);
  });
});
