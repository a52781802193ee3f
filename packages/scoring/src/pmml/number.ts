import { Dec } from '../decimal.ts';

/** A number of PMML (xs:double as text), exactly; undefined for NaN, INF and what no figure of an enterprise needs. */
export function readNumber(text: string | undefined): Dec | undefined {
  const written = text?.trim() ?? '';
  if (!/^[+-]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?[0-9]{1,2})?$/.test(written))
    return undefined;
  const number = new Dec(written.replace(/^\+/, ''));
  return number.isZero() || (number.abs().lt('1e30') && number.decimalPlaces() <= 60) ? number : undefined;
}

/** The greatest whole number of units of 10^−places that is not above the number. */
export const unitsBelow = (number: Dec, places: number): bigint => units(number, places, Dec.ROUND_FLOOR);

/** The least whole number of units that is not below the number. */
export const unitsAbove = (number: Dec, places: number): bigint => units(number, places, Dec.ROUND_CEIL);

/** Through text, because a product would be rounded to the precision of decimals. */
function units(number: Dec, places: number, rounding: 2 | 3): bigint {
  const rounded = number.toDecimalPlaces(places, rounding);
  return BigInt(rounded.toFixed(places).replace('.', ''));
}
