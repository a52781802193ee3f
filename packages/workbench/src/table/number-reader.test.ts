import { describe, expect, it } from 'vitest';
import { numberReaderOf, readerOf } from './number-reader.ts';

const readAll = (...cells: string[]) => {
  const reader = numberReaderOf(cells);
  return reader && { kind: reader.kind, values: cells.map(reader.read) };
};

describe('numberReaderOf', () => {
  it('takes a comma for thousands where it can be', () =>
    expect(readAll('1,234', '5')).toEqual({ kind: 'NUMBER', values: [1234, 5] }));

  it('takes it for the point where some cell can be nothing else', () =>
    expect(readAll('1,234', '0,5', '2.000,75')).toEqual({ kind: 'NUMBER', values: [1.234, 0.5, 2000.75] }));

  it('takes it for the point where more cells can be read so, though most could be thousands', () =>
    expect(readAll('1,293', '0,125', '2,500', '1,750', '3,125', '4,000')!.values).toEqual([
      1.293, 0.125, 2.5, 1.75, 3.125, 4,
    ]));

  it('takes a point for the point where a cell begins with a nought', () =>
    expect(readAll('1.293', '0.125', '2.500')!.values).toEqual([1.293, 0.125, 2.5]));

  it('reads dates with the year first as days', () =>
    expect(readAll('1970-01-02', '1970/1/3', 'NA')).toMatchObject({ kind: 'DATE' }));

  it('lets a day above 12 tell which figure is the month', () => {
    expect(readAll('01/02/1970', '31/01/1970')!.values).toEqual([31, 30]);
    expect(readAll('01/02/1970', '01/31/1970')!.values).toEqual([1, 30]);
  });

  it('takes for no date what could be read both ways', () =>
    expect(readAll('01/02/1970', '03/04/1970')).toBeUndefined());

  it('finds nothing in words, in nothing, and where most are words', () => {
    expect(readAll('a', 'b')).toBeUndefined();
    expect(readAll('', 'NA')).toBeUndefined();
    expect(readAll('1', '2', 'x', 'y')).toBeUndefined();
  });
});

describe('readerOf', () => {
  it('reads what it can of a column that is said to hold numbers', () => {
    const read = readerOf(['1', 'x', 'y']);
    expect([read('1'), read('x'), read('1970-01-02')]).toEqual([1, Number.NaN, 1]);
  });
});
