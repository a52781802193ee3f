import { AmountCny, DATA_ITEM_IDS } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, withTwoPlaces } from './item-fields.ts';

describe('rowsOf', () => {
  it('has the members of every item, each once', () => {
    for (const item of DATA_ITEM_IDS) {
      const { fields, row } = rowsOf(item);
      expect(
        fields.map(({ name }) => name),
        item,
      ).toEqual(Object.keys(row.shape));
      expect(fields.length, item).toBeGreaterThan(0);
    }
  });

  it('asks for amounts as text and takes counts, lists and flags as they are', () => {
    const casts = Object.fromEntries(rowsOf('social.insurance').fields.map(({ name, as }) => [name, as]));
    expect(casts).toEqual({ month: 'TEXT', insured: 'JSON', due: 'MONEY', paid: 'MONEY' });
    const share = rowsOf('registration.shareholders').fields;
    expect(share.find(({ name }) => name === 'paidIn')?.as).toBe('MONEY');
    expect(share.find(({ name }) => name === 'share')?.as).toBe('TEXT');
  });
});

describe('withTwoPlaces', () => {
  it.each([
    ['12', '12.00'],
    ['12.5', '12.50'],
    ['-12.50', '-12.50'],
    ['12.5000', '12.50'],
    ['-0.000', '0.00'],
  ])('writes %s as %s', (given, expected) => {
    expect(withTwoPlaces(given)).toBe(expected);
  });

  it.each(['12.505', '1e+308', 'NaN', 'Infinity', '1,234.00', ' 12', '', '12.', null, 12])(
    'leaves %s as it is: what is no amount never becomes one',
    (given) => {
      expect(withTwoPlaces(given)).toBe(given);
    },
  );

  it('never changes the value of an amount', () => {
    const fen = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
    fc.assert(
      fc.property(fen, fc.nat({ max: 5 }), (value, zeros) => {
        const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
        const exact = `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(withTwoPlaces(exact + '0'.repeat(zeros))).toBe(exact);
        expect(AmountCny.safeParse(exact).success).toBe(digits.length <= 18);
      }),
    );
  });
});
