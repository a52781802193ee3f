import { Decimal } from 'decimal.js';

/** Own clone: no caller’s `Decimal.set` can move a score or a limit. A limit has at most 38 digits, so 64 round nothing. */
export const Dec = Decimal.clone({ defaults: true, precision: 64, rounding: Decimal.ROUND_HALF_EVEN });
export type Dec = Decimal;
