import { describe, expect, it } from 'vitest';
import {
  placesOf,
  readDate,
  readDayFirst,
  readDecimalComma,
  readMonthFirst,
  readNumber,
} from './read-number.ts';

describe('readNumber', () => {
  it.each([
    ['12', 12],
    ['-0.5', -0.5],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['1e6', 1_000_000],
    ['1,234,567.50', 1_234_567.5],
    ['$1,000', 1000],
    ['¥30.5', 30.5],
    ['12.5%', 0.125],
    ['-7 %', -0.07],
    ['１２．５％', 0.125],
    ['￥１，０００', 1000],
    ['(1,234.50)', -1234.5],
    ['-0', -0],
  ])('reads %s', (cell, number) => expect(readNumber(cell)).toBe(number));

  it.each([
    '',
    'abc',
    '1e15',
    '123456789012345678',
    '((1))',
    '(5',
    '1 2',
    '12,34',
    '1e999',
    'Infinity',
    'NaN',
    '0x10',
    '1,2345',
    '0,125',
    '012,345',
    '--1',
    '36 months',
  ])('takes %j for no number', (cell) => expect(readNumber(cell)).toBeNaN());
});

describe('readDate', () => {
  it.each([
    ['1970-01-02', 1],
    ['2000/2/29', 11_016],
    ['2020.01.01', 18_262],
    ['2020-01-01T12:30:00Z', 18_262],
    ['2020-01-01 08:00', 18_262],
    ['2020年1月1日', 18_262],
    ['２０２０－０１－０１', 18_262],
  ])('reads %s', (cell, days) => expect(readDate(cell)).toBe(days));

  it.each(['2001-02-29', '2001-13-01', '01/02/2003', '2001-2/3', '2001', ''])(
    'takes %j for no date',
    (cell) => expect(readDate(cell)).toBeNaN(),
  );
});

describe('placesOf', () => {
  it.each([
    [12, 0],
    [1.5, 1],
    [0.0001, 4],
    [1.5e-7, 8],
    [1e21, 0],
  ])('of %d are %d', (number, places) => expect(placesOf(number)).toBe(places));
});

describe('readDecimalComma', () => {
  it.each([
    ['0,5', 0.5],
    ['-1.234,50', -1234.5],
    ['1 234 567', 1_234_567],
    ['12,5 %', 0.125],
    ['7', 7],
    ['0,125', 0.125],
  ])('reads %s', (cell, number) => expect(readDecimalComma(cell)).toBe(number));

  it.each(['1,2,3', '1.23,4', '0.125', 'a', '', '1e5'])('takes %j for no number', (cell) =>
    expect(readDecimalComma(cell)).toBeNaN(),
  );
});

describe('dates with the year last', () => {
  it.each([
    ['31/12/2024', readDayFirst],
    ['12/31/2024', readMonthFirst],
    ['31.12.2024', readDayFirst],
    ['12-31-2024 10:30', readMonthFirst],
  ])('%s', (cell, read) => expect(read(cell)).toBe(readDate('2024-12-31')));

  it('are refused where the day does not exist', () => {
    expect(readDayFirst('12/31/2024')).toBeNaN();
    expect(readMonthFirst('2/30/2024')).toBeNaN();
  });
});
