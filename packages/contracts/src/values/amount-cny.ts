import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { ValueError } from './value-error.ts';

/** Own clone: no caller's `Decimal.set` can move an amount. 34 digits, as IEEE 754 decimal128. */
export const Money = Decimal.clone({ defaults: true, precision: 34, rounding: Decimal.ROUND_HALF_EVEN });
export type Money = Decimal;

const MESSAGE =
  '金额须为以元为单位、恰有两位小数的字符串，例如 "300000.00" / Write the amount in yuan as a string with exactly 2 fraction digits, such as "300000.00"';

/**
 * Yuan (CNY) with 2 fraction digits, as a decimal string: `"300000.00"`, `"-12.50"`.
 *
 * At most 16 integer digits, the bound of `numeric(18,2)`. One spelling per amount:
 * no leading zeros, no plus sign, no `-0.00`.
 */
export const AmountCny = z
  .string()
  .regex(/^(0\.00|-?(0\.(0[1-9]|[1-9][0-9])|[1-9][0-9]{0,15}\.[0-9]{2}))$/, MESSAGE)
  .meta({
    id: 'AmountCny',
    description: 'Yuan (CNY), exactly 2 fraction digits, at most 16 integer digits; may be negative.',
    examples: ['300000.00', '-12.50'],
  });
export type AmountCny = z.infer<typeof AmountCny>;

/** An {@link AmountCny} that is zero or more: limits, taxes paid, fines. */
export const NonNegativeAmountCny = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})\.[0-9]{2}$/, `${MESSAGE}; ≥ 0`)
  .meta({
    id: 'NonNegativeAmountCny',
    description: 'Yuan (CNY), exactly 2 fraction digits, at most 16 integer digits; zero or more.',
    examples: ['300000.00', '0.00'],
  });
export type NonNegativeAmountCny = z.infer<typeof NonNegativeAmountCny>;

const LIMIT = new Money(10).pow(16);

/**
 * Writes an amount for the wire, exactly: it never rounds.
 *
 * @throws {ValueError} `AMOUNT_INEXACT` beyond 2 fraction digits: use a named rounding first;
 *   `AMOUNT_OUT_OF_RANGE` from 10^16 yuan on, and for NaN and infinities.
 */
export function toAmountCny(amount: Money): AmountCny {
  if (!amount.isFinite() || amount.abs().gte(LIMIT)) throw new ValueError('AMOUNT_OUT_OF_RANGE');
  if (amount.decimalPlaces() > 2) throw new ValueError('AMOUNT_INEXACT');
  return amount.toFixed(2);
}

/** Rounds to whole fen (0.01 yuan), ties to the even fen: 0.125 → 0.12, 0.135 → 0.14. */
export const roundHalfEvenToFen = (amount: Money): Money =>
  amount.toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);

/**
 * Rounds down (towards −∞) to a multiple of `stepYuan`: with 1000, 345678.90 → 345000.
 *
 * @param stepYuan Positive whole number of yuan.
 * @throws {ValueError} `ROUNDING_STEP_INVALID`
 */
export function floorToYuan(amount: Money, stepYuan: number): Money {
  if (!Number.isSafeInteger(stepYuan) || stepYuan < 1) throw new ValueError('ROUNDING_STEP_INVALID');
  return amount.toNearest(stepYuan, Decimal.ROUND_FLOOR);
}

/** The exact sum; 0 for none. Order does not matter. */
export function sumAmounts(amounts: Iterable<AmountCny>): Money {
  let total = new Money(0);
  for (const amount of amounts) total = total.plus(amount);
  return total;
}
