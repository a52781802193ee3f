import { Money, Ratio } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { amountFigure, growthFigure, ratioFigure } from './figure.ts';

const money = (figure: string) => new Money(figure);

describe('ratioFigure · at most 6 places, ties to even', () => {
  it.each([
    { part: '1', whole: '3', ratio: '0.333333' },
    { part: '2', whole: '3', ratio: '0.666667' },
    { part: '1', whole: '2000000', ratio: '0' },
    { part: '3', whole: '2000000', ratio: '0.000002' },
    { part: '1', whole: '4', ratio: '0.25' },
    { part: '5', whole: '5', ratio: '1' },
    { part: '-1', whole: '10000000', ratio: '0' },
    { part: '1000', whole: '1', ratio: '1000' },
  ])('$part ÷ $whole = $ratio', ({ part, whole, ratio }) => {
    expect(ratioFigure(money(part), money(whole))).toBe(ratio);
    expect(Ratio.safeParse(ratio).success).toBe(true);
  });

  it.each([
    { part: '1', whole: '0' },
    { part: '1', whole: '-5' },
    { part: '1000.01', whole: '1' },
  ])('$part ÷ $whole is null', ({ part, whole }) => {
    expect(ratioFigure(money(part), money(whole))).toBeNull();
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
    expect(growthFigure(money(later), money(earlier))).toBe(growth);
  });
});

describe('amountFigure', () => {
  it('writes 2 places, exactly', () => {
    expect(amountFigure(money('0.1').plus('0.2'))).toBe('0.30');
  });

  it('is null from 10^16 yuan on, which no amount can hold', () => {
    expect(amountFigure(money('9999999999999999.99'))).toBe('9999999999999999.99');
    expect(amountFigure(money('10000000000000000'))).toBeNull();
  });
});
