import { AuditLogError } from './audit-log-error.ts';

/** @throws {AuditLogError} `SIZE_INVALID` unless every number is an integer from 0 to 2^53 − 1. */
export function assertSizes(...sizes: readonly number[]): void {
  if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 0))
    throw new AuditLogError('SIZE_INVALID');
}

/** The largest power of two smaller than `size`, for `size` > 1: RFC 6962's k. No 32-bit operators: sizes reach 2^53. */
export function splitPoint(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}
