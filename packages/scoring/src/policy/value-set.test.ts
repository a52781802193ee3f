import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  between,
  complement,
  EVERY_VALUE,
  intersection,
  isWithin,
  NO_VALUE,
  only,
  union,
  type ValueSet,
  without,
} from './value-set.ts';

const has = (set: ValueSet, value: bigint) =>
  set.some(({ from, to }) => (from === null || value >= from) && (to === null || value < to));
const end = fc.option(fc.bigInt({ min: -5n, max: 5n }), { freq: 6 });
const sets = fc
  .array(fc.tuple(end, end), { maxLength: 4 })
  .map((ends) => union(...ends.map(([from, to]) => between(from, to))));
const values = Array.from({ length: 15 }, (_, index) => BigInt(index - 7));

describe('ValueSet', () => {
  it('holds what its operations say, value by value', () => {
    fc.assert(
      fc.property(sets, sets, (one, other) => {
        for (const value of values) {
          expect(has(union(one, other), value)).toBe(has(one, value) || has(other, value));
          expect(has(intersection(one, other), value)).toBe(has(one, value) && has(other, value));
          expect(has(complement(one), value)).toBe(!has(one, value));
          expect(has(without(one, other), value)).toBe(has(one, value) && !has(other, value));
        }
      }),
    );
  });

  it('joins what touches, so that equal sets are written alike', () => {
    expect(union(between(0n, 2n), between(5n, null), only(2n), between(3n, 5n))).toEqual(between(0n, null));
    expect(complement(complement(only(3n)))).toEqual(only(3n));
  });

  it('knows what lies within what', () => {
    expect([isWithin(only(3n), between(3n, 4n)), isWithin(between(3n, null), only(3n))]).toEqual([
      true,
      false,
    ]);
    expect([isWithin(NO_VALUE, NO_VALUE), isWithin(EVERY_VALUE, NO_VALUE)]).toEqual([true, false]);
  });
});
