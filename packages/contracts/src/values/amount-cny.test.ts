import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmountCny,
  floorToYuan,
  Money,
  NonNegativeAmountCny,
  roundHalfEvenToFen,
  sumAmounts,
  toAmountCny,
} from './amount-cny.ts';

const MAX_FEN = 10n ** 18n - 1n;
const fen = fc.bigInt({ min: -MAX_FEN, max: MAX_FEN });

/** Written by integer arithmetic only: an oracle that shares no code with decimal.js. */
const yuan = (amountInFen: bigint) => {
  const sign = amountInFen < 0n ? '-' : '';
  const text = String(amountInFen < 0n ? -amountInFen : amountInFen).padStart(3, '0');
  return `${sign}${text.slice(0, -2)}.${text.slice(-2)}`;
};

describe('AmountCny', () => {
  it.each(['0.00', '0.01', '-0.01', '0.10', '300000.00', '-12.50', '9999999999999999.99'])(
    'accepts %s',
    (amount) => {
      expect(AmountCny.safeParse(amount).success).toBe(true);
    },
  );

  it.each([
    ['a number', 300000],
    ['no fraction', '300000'],
    ['one place', '300000.0'],
    ['three places', '300000.000'],
    ['minus zero', '-0.00'],
    ['a leading zero', '0300.00'],
    ['a plus sign', '+1.00'],
    ['thousands separators', '300,000.00'],
    ['an exponent', '3e5'],
    ['no integer digit', '.50'],
    ['17 integer digits', '10000000000000000.00'],
    ['a currency sign', '¥1.00'],
    ['a space', '1.00 '],
    ['full-width digits', '１.00'],
    ['nothing', ''],
  ])('refuses %s', (_, amount) => {
    expect(AmountCny.safeParse(amount).success).toBe(false);
  });
});

describe('NonNegativeAmountCny', () => {
  it.each(['0.00', '0.01', '9999999999999999.99'])('accepts %s', (amount) => {
    expect(NonNegativeAmountCny.safeParse(amount).success).toBe(true);
  });

  it.each(['-0.01', '-0.00', '-1.00', '1', '00.00', '10000000000000000.00'])('refuses %s', (amount) => {
    expect(NonNegativeAmountCny.safeParse(amount).success).toBe(false);
  });
});

describe('toAmountCny', () => {
  it('writes every amount of numeric(18,2) exactly, in a form AmountCny accepts', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        const text = toAmountCny(new Money(yuan(amount)));
        return text === yuan(amount) && AmountCny.safeParse(text).success;
      }),
    );
  });

  it.each(['0.001', '-0.005', '1.999'])('%s is refused rather than rounded', (amount) => {
    expect(() => toAmountCny(new Money(amount))).toThrow(expect.objectContaining({ code: 'AMOUNT_INEXACT' }));
  });

  it.each(['1e16', '-1e16', 'Infinity', 'NaN'])('%s is out of range', (amount) => {
    expect(() => toAmountCny(new Money(amount))).toThrow(
      expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE' }),
    );
  });

  it('writes minus zero as zero', () => {
    expect(toAmountCny(new Money('-0'))).toBe('0.00');
  });
});

describe('roundHalfEvenToFen', () => {
  it.each([
    ['0.125', '0.12'],
    ['0.135', '0.14'],
    ['-0.125', '-0.12'],
    ['0.1250000000000000000000001', '0.13'],
    ['0.12', '0.12'],
  ])('%s → %s', (amount, rounded) => {
    expect(toAmountCny(roundHalfEvenToFen(new Money(amount)))).toBe(rounded);
  });
});

describe('floorToYuan', () => {
  it.each([
    ['345678.90', 1000, '345000.00'],
    ['345000.00', 1000, '345000.00'],
    ['999.99', 1000, '0.00'],
    ['-0.01', 1000, '-1000.00'],
    ['12.99', 1, '12.00'],
  ])('%s down to %i yuan → %s', (amount, step, floored) => {
    expect(toAmountCny(floorToYuan(new Money(amount), step))).toBe(floored);
  });

  it('never passes a multiple by a rounded quotient', () => {
    const justBelow = new Money('1000').minus('1e-30');
    expect(floorToYuan(justBelow, 1000).toFixed()).toBe('0');
  });

  it('is the largest multiple not above the amount', () => {
    fc.assert(
      fc.property(fen, fc.integer({ min: 1, max: 1_000_000 }), (amount, step) => {
        const stepFen = BigInt(step) * 100n;
        const rest = ((amount % stepFen) + stepFen) % stepFen;
        return floorToYuan(new Money(yuan(amount)), step).eq(yuan(amount - rest));
      }),
    );
  });

  it.each([0, -1000, 0.5, Number.NaN])('refuses the step %d', (step) => {
    expect(() => floorToYuan(new Money(1), step)).toThrow(
      expect.objectContaining({ code: 'ROUNDING_STEP_INVALID' }),
    );
  });
});

describe('sumAmounts', () => {
  it('0.10 and 0.20 are 0.30', () => {
    expect(toAmountCny(sumAmounts(['0.10', '0.20']))).toBe('0.30');
  });

  it('nothing sums to zero', () => {
    expect(toAmountCny(sumAmounts([]))).toBe('0.00');
  });

  it('is exact, in any order', () => {
    fc.assert(
      fc.property(fc.array(fen), (amounts) => {
        const total = amounts.reduce((sum, amount) => sum + amount, 0n);
        const texts = amounts.map(yuan);
        return sumAmounts(texts).eq(yuan(total)) && sumAmounts(texts.toReversed()).eq(yuan(total));
      }),
    );
  });
});

describe('Money', () => {
  it("keeps its precision when a caller changes decimal.js's own", () => {
    const before = Decimal.precision;
    Decimal.set({ precision: 3 });
    try {
      expect(new Money('123456.78').plus('0.01').toFixed(2)).toBe('123456.79');
    } finally {
      Decimal.set({ precision: before });
    }
  });
});
