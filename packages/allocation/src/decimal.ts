import { Decimal } from 'decimal.js';

/**
 * Own clone: no caller’s `Decimal.set` can move an amount. An amount of 18 digits times a share of 20 places times rates
 * of 6 has at most 56 digits, so 64 round nothing.
 */
export const Dec = Decimal.clone({ defaults: true, precision: 64, rounding: Decimal.ROUND_HALF_EVEN });
export type Dec = Decimal;
