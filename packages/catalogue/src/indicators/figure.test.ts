import { Money, Ratio } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountFigure,
  countFigure,
  growthFigure,
  hundredths,
  ratioFigure,
  shortest,
  sumOf,
} from './figure.ts';

describe('hundredths', () => {
  it.each([
    ['12.50', 1250n],
    ['12.5', 1250n],
    ['12', 1200n],
    ['-0.05', -5n],
    ['-12.50', -1250n],
    ['9999999999999999.99', 999_999_999_999_999_999n],
    [7, 700n],
  ])('of %s are %s', (figure, expected) => {
    expect(hundredths(figure)).toBe(expected);
  });

  it.each(['0.125', '1e3', 'NaN', '1.2.3'])('refuses %s rather than round or guess', (figure) => {
    expect(() => hundredths(figure)).toThrow();
  });

  it('give back the amount, and the count', () => {
    const fen = fc.bigInt({ min: 1n - 10n ** 18n, max: 10n ** 18n - 1n });
    fc.assert(fc.property(fen, (value) => hundredths(amountFigure(value) ?? '') === value));
    expect(countFigure(hundredths(36))).toBe(36);
  });
});

describe('ratioFigure · at most 6 places, ties to even', () => {
  it.each([
    { part: '1', whole: '3', ratio: '0.333333' },
    { part: '2', whole: '3', ratio: '0.666667' },
    { part: '1', whole: '2000000', ratio: '0' },
    { part: '3', whole: '2000000', ratio: '0.000002' },
    { part: '1', whole: '4', ratio: '0.25' },
    { part: '5', whole: '5', ratio: '1' },
    { part: '-1', whole: '10000000', ratio: '0' },
    { part: '-3', whole: '2000000', ratio: '-0.000002' },
    { part: '-2', whole: '3', ratio: '-0.666667' },
    { part: '1000', whole: '1', ratio: '1000' },
  ])('$part ÷ $whole = $ratio', ({ part, whole, ratio }) => {
    expect(ratioFigure(hundredths(part), hundredths(whole))).toBe(ratio);
    expect(Ratio.safeParse(ratio).success).toBe(true);
  });

  it.each([
    { part: '1', whole: '0' },
    { part: '1', whole: '-5' },
    { part: '1000.01', whole: '1' },
  ])('$part ÷ $whole is null', ({ part, whole }) => {
    expect(ratioFigure(hundredths(part), hundredths(whole))).toBeNull();
  });
});

describe('ratioFigure and decimal arithmetic', () => {
  it('agree, whatever the figures', () => {
    const fen = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    fc.assert(
      fc.property(fen, fc.bigInt({ min: 1n, max: 10n ** 12n }), (part, whole) => {
        const exact = new Money(part.toString()).div(whole.toString()).toDecimalPlaces(6);
        expect(ratioFigure(part, whole)).toBe(exact.abs().gt(1000) ? null : exact.plus(0).toFixed());
      }),
    );
  });
});

describe('shortest', () => {
  it.each([
    ['0.950000', '0.95'],
    ['1.000000', '1'],
    ['100', '100'],
    ['10.00', '10'],
  ])('%s is %s', (decimal, expected) => {
    expect(shortest(decimal)).toBe(expected);
  });
});

describe('growthFigure', () => {
  it.each([
    { later: '150', earlier: '100', growth: '0.5' },
    { later: '38', earlier: '100', growth: '-0.62' },
    { later: '100', earlier: '100', growth: '0' },
    { later: '0', earlier: '100', growth: '-1' },
    { later: '100', earlier: '0', growth: null },
    { later: '100', earlier: '-1', growth: null },
  ])('from $earlier to $later: $growth', ({ later, earlier, growth }) => {
    expect(growthFigure(hundredths(later), hundredths(earlier))).toBe(growth);
  });
});

describe('amountFigure', () => {
  it('writes 2 places, exactly', () => {
    expect(amountFigure(sumOf(['0.10', '0.20']))).toBe('0.30');
  });

  it('is null from 10^16 yuan on, which no amount can hold', () => {
    expect(amountFigure(10n ** 18n - 1n)).toBe('9999999999999999.99');
    expect(amountFigure(10n ** 18n)).toBeNull();
  });
});
