import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplifySteps } from './simplify.ts';

describe('simplifySteps · Fisher 1958', () => {
  it('joins steps that hardly differ, by their weighted mean', () => {
    const joined = simplifySteps(Float64Array.of(0, 0.03, 1, 1), Float64Array.of(1, 2, 3, 3));
    expect(joined[0]).toBeCloseTo(0.02, 6);
    expect(joined[1]).toBe(joined[0]);
    expect(joined[3]).toBeCloseTo(1, 6);
  });

  it('keeps direction and mean, and has ten steps at most', () => {
    const steps = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 50 })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const values = Float64Array.from(all.map(([value]) => value)).sort();
        const weights = Float64Array.from(all.map(([, weight]) => weight));
        const joined = simplifySteps(values, weights);
        const mean = (of: Float64Array) => of.reduce((sum, value, at) => sum + value * weights[at]!, 0);
        expect(mean(joined)).toBeCloseTo(mean(values), 3);
        expect(new Set(joined).size).toBeLessThanOrEqual(10);
        joined.forEach((value, at) => {
          if (at > 0) expect(value).toBeGreaterThanOrEqual(joined[at - 1]! - 1e-12);
        });
      }),
    );
  });
});
