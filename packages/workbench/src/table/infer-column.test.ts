import { describe, expect, it } from 'vitest';
import type { NumberColumn } from './column.ts';
import { inferColumn, unusable } from './infer-column.ts';

const numbers = (...cells: string[]) => inferColumn('x', cells) as NumberColumn;
const count = (length: number) => Array.from({ length }, (_, at) => at);

describe('inferColumn', () => {
  it('reads numbers with missing marks', () => {
    const { kind, values, codes, places } = numbers('1', '', '2.50', 'NA', '?', '3');
    expect({ kind, places, values: [...values], codes: [...codes] }).toEqual({
      kind: 'NUMBER',
      places: 1,
      values: [1, NaN, 2.5, NaN, NaN, 3],
      codes: [0, 1, 0, 1, 1, 0],
    });
  });

  it('keeps words among numbers as codes of their own', () => {
    const { specials, codes } = numbers('1', '2', '3', '4', '5', '6', '7', '8', 'refused');
    expect({ specials, last: codes[8] }).toEqual({ specials: ['refused'], last: 2 });
  });

  it('takes a code that was named for one, though it is a number', () => {
    const { specials, values } = inferColumn('x', ['1', '0', '2'], { special: ['0'] }) as NumberColumn;
    expect({ specials, value: values[1] }).toEqual({ specials: ['0'], value: NaN });
  });

  it('finds −999 by itself', () => {
    const { specials } = numbers(...count(100).map(String), '-999', '-999');
    expect(specials).toEqual(['-999']);
  });

  it('reads dates as days', () => {
    const { kind, values } = numbers('1970-01-01', '1970-01-31', '');
    expect({ kind, values: [...values] }).toEqual({ kind: 'DATE', values: [0, 30, NaN] });
  });

  it('reads words as categories, numbers too where told', () => {
    expect(inferColumn('x', ['a', 'b', '', 'a'])).toMatchObject({ kind: 'CATEGORY', categories: ['a', 'b'] });
    expect(inferColumn('x', ['1', '2'], { categories: ['x'] })).toMatchObject({ categories: ['1', '2'] });
  });

  it('keeps the places of the others where one cell has more digits than a number holds', () => {
    const cells = [...count(20).map((at) => `0.${at + 101}`), '1e18', '1e308'];
    const { places, values, amounts } = numbers(...cells);
    expect({ places, first: values[0], amounts }).toEqual({ places: 3, first: 0.101, amounts: [NaN, NaN] });
  });

  it('takes a code that was named for one in whatever form its number is written', () => {
    const { specials, amounts, codes } = inferColumn('x', ['5', '-1.0', '3', '-1'], {
      special: ['-1'],
    }) as NumberColumn;
    expect({ specials, amounts, codes: [...codes] }).toEqual({
      ...{ specials: ['-1'], amounts: [-1], codes: [0, 2, 0, 2] },
    });
  });

  it('rounds to places that a policy holds exactly', () => {
    expect(numbers('123456789012.123456', '1').places).toBe(3);
    expect(numbers('0.1234567890123', '1').places).toBe(9);
  });
});

describe('unusable', () => {
  it.each([
    ['EMPTY', ['', '', '']],
    ['CONSTANT', ['7', '7', '7']],
    ['CONSTANT', ['CA', 'CA']],
    ['IDENTIFIER', count(60).map((at) => `firm ${at}`)],
    ['IDENTIFIER', count(60).map((at) => String(1_000_000 + at * 3))],
    [undefined, count(60).map((at) => String((at * 37) % 61))],
    [undefined, ['7', '', '7']],
    [undefined, ['CA', '', 'CA']],
  ])('%s', (reason, cells) => expect(unusable(inferColumn('x', cells))).toBe(reason));
});
