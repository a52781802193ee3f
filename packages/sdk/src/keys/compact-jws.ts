import { fromBase64Url } from '@xinqiao/audit-log';

/** Exactly three parts, none empty, no padding, no spaces (RFC 7515 §7.1); jose alone is more lenient. */
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * One signature, one spelling: stray trailing bits, which decoders forgive, are refused in every part, so that the
 * hash of a text cannot change while its signature still verifies.
 *
 * @throws {Error} for whatever is not a compact JWS in that spelling
 */
export function assertCompactJws(jws: string): void {
  if (!COMPACT_JWS.test(jws)) throw new TypeError('not a compact JWS');
  for (const part of jws.split('.')) fromBase64Url(part);
}
