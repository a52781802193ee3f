import { type AmountCny, Money, type Ratio, toAmountCny } from '@xinqiao/contracts';

const AMOUNT_LIMIT = new Money(10).pow(16);
const RATIO_LIMIT = 1000;
const RATIO_PLACES = 6;

/** An exact sum as an AMOUNT; null beyond the 16 integer digits an amount has. */
export const amountFigure = (amount: Money): AmountCny | null =>
  amount.abs().lt(AMOUNT_LIMIT) ? toAmountCny(amount) : null;

/**
 * `part / whole` as a RATIO with at most 6 places, ties to even.
 *
 * Null when the whole is not positive, and beyond ±1000, where it says nothing any more.
 */
export function ratioFigure(part: Money, whole: Money): Ratio | null {
  if (!whole.gt(0)) return null;
  const ratio = part.div(whole).toDecimalPlaces(RATIO_PLACES, Money.ROUND_HALF_EVEN);
  if (ratio.abs().gt(RATIO_LIMIT)) return null;
  return ratio.isZero() ? '0' : ratio.toFixed();
}

/** `later / earlier − 1` as a RATIO; null when the earlier figure is not positive. */
export const growthFigure = (later: Money, earlier: Money): Ratio | null =>
  ratioFigure(later.minus(earlier), earlier);
