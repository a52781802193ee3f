import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { area, areaInterval, areaVariance, compareAreas, gini, midranks, upperTail } from './area.ts';

const rows = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1 })),
    {
      minLength: 4,
      maxLength: 60,
    },
  )
  .filter((all) => new Set(all.map(([, , bad]) => bad)).size === 2);

describe('midranks', () => {
  it('shares the mean of tied places', () => {
    expect([...midranks([10, 30, 20, 20])]).toEqual([1, 4, 2.5, 2.5]);
  });
});

describe('area · Hanley & McNeil 1982', () => {
  it('by hand: bad 3, 2; good 1, 2, 0: 5.5 of 6 pairs', () => {
    expect(area({ risk: [3, 2, 1, 2, 0], bad: [1, 1, 0, 0, 0] })).toBeCloseTo(5.5 / 6, 12);
  });

  it('is the share of pairs in order, whatever the rows', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const bads = all.filter(([, , bad]) => bad === 1);
        const goods = all.filter(([, , bad]) => bad === 0);
        const won = bads.flatMap(([b]) => goods.map(([g]): number => (b > g ? 1 : b === g ? 0.5 : 0)));
        const expected = won.reduce((sum, pair) => sum + pair, 0) / won.length;
        expect(area({ risk: all.map(([risk]) => risk), bad: all.map(([, , bad]) => bad) })).toBeCloseTo(
          expected,
          10,
        );
      }),
    );
  });

  it('a Gini of 0.6 is an area of 0.8', () => expect(gini(0.8)).toBeCloseTo(0.6, 12));
});

describe('areaVariance · DeLong et al. 1988', () => {
  it('by hand: bad 3, 1; good 2, 0', () => {
    // Bads beat 1 and 1/2 of the goods; goods are beaten by 1/2 and 1 of the bads. Variances 1/8 each, halved.
    const outcome = { risk: [3, 1, 2, 0], bad: [1, 1, 0, 0] };
    expect(area(outcome)).toBe(0.75);
    expect(areaVariance(outcome)).toBeCloseTo(0.125, 12);
    const [low, high] = areaInterval(outcome);
    expect(low).toBeCloseTo(0.75 - 1.959964 * Math.sqrt(0.125), 9);
    expect(high).toBe(1);
  });
});

describe('compareAreas · DeLong et al. 1988', () => {
  it('by hand: areas 1 and 0.75 on four rows', () => {
    const { difference, standardError } = compareAreas([3, 2, 1, 0], [3, 1, 2, 0], [1, 1, 0, 0]);
    // Components of the first are all 1; so the variance is that of the second alone.
    expect(difference).toBeCloseTo(0.25, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(0.125), 12);
  });

  it('sees no difference between a model and itself', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const risk = all.map(([value]) => value);
        const bad = all.map(([, , value]) => value);
        if (bad.filter((value) => value === 1).length < 2 || bad.filter((value) => value === 0).length < 2)
          return;
        expect(compareAreas(risk, risk, bad)).toMatchObject({ difference: 0, z: 0 });
      }),
    );
  });
});

describe('upperTail', () => {
  it.each([
    [0, 0.5],
    [1.644854, 0.05],
    [1.959964, 0.025],
    [3, 0.0013499],
  ])('above %d: %d', (z, share) => expect(upperTail(z)).toBeCloseTo(share, 6));
});
