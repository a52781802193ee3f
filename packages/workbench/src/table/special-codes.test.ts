import { describe, expect, it } from 'vitest';
import { specialCodes } from './special-codes.ts';

const months = Array.from({ length: 200 }, (_, at) => at % 60);

describe('specialCodes', () => {
  it.each([[-999], [-1], [9999], [9998]])('finds %d among months', (code) => {
    expect(specialCodes(Float64Array.from([...months, code, code, code]))).toEqual([code]);
  });

  it('finds several', () => {
    expect(specialCodes(Float64Array.from([...months, -999, -999, -998, -998]))).toEqual([-999, -998]);
  });

  it.each([
    ['one that is rare', [...months, ...months, -999]],
    ['nines that are near', [...months.map((month) => month + 50), 99, 99, 99, 99]],
    ['−1 where others are negative', [...months, -1, -1, -1, -7, -7]],
    ['a column of nothing else', [999, 999, 999]],
  ])('passes over %s', (_, values) => expect(specialCodes(Float64Array.from(values))).toEqual([]));
});
