import { Decimal } from 'decimal.js';

/** Own clone: no caller's `Decimal.set` can move a score or a limit. 34 digits, as IEEE 754 decimal128. */
export const Dec = Decimal.clone({ defaults: true, precision: 34, rounding: Decimal.ROUND_HALF_EVEN });
export type Dec = Decimal;
