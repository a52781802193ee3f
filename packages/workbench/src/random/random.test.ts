import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedFolds } from './folds.ts';
import { randomFrom, seedOf, shuffle } from './random.ts';

const places = (count: number) => Int32Array.from({ length: count }, (_, at) => at);

describe('randomFrom', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    const first = randomFrom(7);
    const again = randomFrom(7);
    const other = randomFrom(8);
    const drawn = Array.from({ length: 5 }, first);
    expect(Array.from({ length: 5 }, again)).toEqual(drawn);
    expect(Array.from({ length: 5 }, other)).not.toEqual(drawn);
  });

  it('is even over the unit interval', () => {
    const random = randomFrom(1);
    const counts = new Array<number>(10).fill(0);
    for (let at = 0; at < 100_000; at++) counts[Math.floor(random() * 10)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('differs by part', () => {
    expect(new Set([seedOf(1, 0), seedOf(1, 1), seedOf(2, 0), seedOf(1, 0, 1)]).size).toBe(4);
  });
});

describe('shuffle', () => {
  it('keeps every item', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer(), (count, seed) => {
        expect([...shuffle(places(count), randomFrom(seed))].sort((a, b) => a - b)).toEqual([
          ...places(count),
        ]);
      }),
    );
  });
});

describe('stratifiedFolds', () => {
  it('gives each fold its share of both outcomes, to one row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 2, max: 7 }),
        fc.integer(),
        (bad, folds, seed) => {
          const fold = stratifiedFolds(places(bad.length), bad, folds, seed);
          for (const outcome of [0, 1]) {
            const counts = Array.from(
              { length: folds },
              (_, wanted) => bad.filter((value, at) => value === outcome && fold[at] === wanted).length,
            );
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
