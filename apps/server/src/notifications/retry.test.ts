import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseAfter, RETRIES_END_MS } from './retry.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('pauseAfter', () => {
  it('begins with a minute and ends after seven retries', () => {
    expect(pauseAfter(1, 0)).toBe(60_000);
    expect(pauseAfter(7, 0)).toBe(43_200_000);
    expect(pauseAfter(8, 0)).toBeUndefined();
  });

  it('grows with every attempt, whatever chance adds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), chance, chance, (attempts, one, other) => {
        expect(pauseAfter(attempts + 1, one)).toBeGreaterThan(pauseAfter(attempts, other) ?? 0);
      }),
    );
  });

  it('is over within a day', () => {
    expect(RETRIES_END_MS).toBeLessThan(86_400_000);
  });
});
