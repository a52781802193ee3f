import { describe, expect, it } from 'vitest';
import { amountOf, figureName, figureText, fractionOf, grouped, percentOf } from './figures.ts';

describe('what is typed', () => {
  it.each([
    ['200000', '200000.00'],
    ['200,000.5', '200000.50'],
    ['２０', '２０'],
    ['0.005', '0.005'],
    ['1e6', '1e6'],
    ['-5', '-5'],
    ['', ''],
  ])('%s yuan is %s', (typed, amount) => {
    expect(amountOf(typed)).toBe(amount);
  });

  it.each([
    ['4.35', '0.0435'],
    ['5', '0.05'],
    ['0.0001', '0.000001'],
    ['4.35%', '4.35%'],
    ['0.00001', '0.00001'],
    ['.5', '.5'],
  ])('%s percent is %s', (typed, fraction) => {
    expect(fractionOf(typed)).toBe(fraction);
  });
});

describe('what is shown', () => {
  it.each([
    ['openArrears', '1234567.80', '1,234,567.80 yuan'],
    ['voidShare12', '0.299999', '29.9999 %'],
    ['ageMonths', 60, '60'],
    ['taxCreditGrade', 'A', 'A'],
    ['own', '12345', '12345'],
  ] as const)('%s %s as %s', (name, value, text) => {
    expect(figureText(name, value, 'en')).toBe(text);
  });

  it('groups what is below 0 and what has no point', () => {
    expect([grouped('-1234567.00'), grouped('1000'), grouped('0.05')]).toEqual([
      '-1,234,567.00',
      '1,000',
      '0.05',
    ]);
  });

  it('a rate exactly', () => {
    expect([percentOf('0.0435'), percentOf('0.040525'), percentOf('1')]).toEqual([
      '4.35 %',
      '4.0525 %',
      '100 %',
    ]);
  });

  it('a figure of the bank’s own by its name', () => {
    expect(figureName('ownerAge')).toEqual({ zh: 'ownerAge', en: 'ownerAge' });
  });
});
