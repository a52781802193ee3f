import { describe, expect, it } from 'vitest';
import { median, ratioOf, spreadOf } from './spread.ts';

describe('median', () => {
  it.each([
    ['the only one', [7], 7],
    ['the middle one, in whatever order', [9, 1, 5], 5],
    ['the mean of the two middle ones', [4, 1, 3, 2], 2.5],
    ['one that an outlier does not move', [1, 1, 1, 1, 1_000], 1],
  ])('is %s', (_, values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('leaves the measurements in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it.each([[[]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY]]])('refuses %j', (values) => {
    expect(() => median(values)).toThrow(RangeError);
  });
});

describe('spreadOf', () => {
  it('tells median and both ends', () => {
    expect(spreadOf([5, 1, 3])).toEqual({ median: 3, lowest: 1, highest: 5 });
  });
});

describe('ratioOf', () => {
  it('divides within rounds: a machine that slows down for both changes no ratio', () => {
    expect(ratioOf([10, 5, 20], [20, 10, 40])).toEqual({ median: 0.5, lowest: 0.5, highest: 0.5 });
  });

  it('is the median of quotients, not the quotient of medians', () => {
    expect(ratioOf([1, 10, 100], [100, 10, 1]).median).toBe(1);
    expect(ratioOf([1, 2, 9], [1, 1, 3]).median).toBe(2);
  });

  it('refuses rounds that do not match, and a denominator of zero', () => {
    expect(() => ratioOf([1, 2], [1])).toThrow(RangeError);
    expect(() => ratioOf([1], [0])).toThrow(RangeError);
  });
});
