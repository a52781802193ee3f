import type { AmountCny, Ratio } from '@xinqiao/contracts';

/**
 * Figures are added up as whole hundredths: an amount in fen, a quantity or a count in hundredths of its unit. No
 * record has a figure with more than two places, so nothing is rounded before a ratio is.
 */
export function hundredths(figure: string | number): bigint {
  if (typeof figure === 'number') return BigInt(figure) * 100n;
  const point = figure.indexOf('.');
  if (point < 0) return BigInt(figure) * 100n;
  const places = figure.slice(point + 1);
  if (places.length > 2) throw new RangeError('A figure has at most two places.');
  return BigInt(figure.slice(0, point) + places.padEnd(2, '0'));
}

/** The exact sum in hundredths; 0 for none. */
export const sumOf = (figures: readonly string[]): bigint =>
  figures.reduce((total, figure) => total + hundredths(figure), 0n);

export const greatest = (figures: readonly bigint[]): bigint =>
  figures.reduce((most, figure) => (figure > most ? figure : most), 0n);

/** A count out of its hundredths. */
export const countFigure = (figure: bigint): number => Number(figure / 100n);

const AMOUNT_LIMIT = 10n ** 18n;

/** An exact sum as an AMOUNT; null beyond the 16 integer digits an amount has. */
export const amountFigure = (fen: bigint): AmountCny | null =>
  -AMOUNT_LIMIT < fen && fen < AMOUNT_LIMIT ? written(fen, 2) : null;

const RATIO_PLACES = 6;
const RATIO_UNIT = 10n ** 6n;
const RATIO_LIMIT = 1000n * RATIO_UNIT;

/**
 * `part / whole` as a RATIO with at most 6 places, ties to even.
 *
 * Null when the whole is not positive, and beyond ±1000, where it says nothing any more.
 */
export function ratioFigure(part: bigint, whole: bigint): Ratio | null {
  if (whole <= 0n) return null;
  const ratio = dividedToEven(part * RATIO_UNIT, whole);
  return -RATIO_LIMIT <= ratio && ratio <= RATIO_LIMIT ? shortest(written(ratio, RATIO_PLACES)) : null;
}

/** `later / earlier − 1` as a RATIO; null when the earlier figure is not positive. */
export const growthFigure = (later: bigint, earlier: bigint): Ratio | null =>
  ratioFigure(later - earlier, earlier);

/** A decimal with places, without the zeros at its end. */
export const shortest = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;

/** The nearest whole number to `part / whole`, of two as near the even one. */
function dividedToEven(part: bigint, whole: bigint): bigint {
  const down = part / whole;
  const rest = part % whole;
  const twice = 2n * (rest < 0n ? -rest : rest);
  const isUp = twice > whole || (twice === whole && down % 2n !== 0n);
  return isUp ? down + (part < 0n ? -1n : 1n) : down;
}

function written(figure: bigint, places: number): string {
  const digits = String(figure < 0n ? -figure : figure).padStart(places + 1, '0');
  return `${figure < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
