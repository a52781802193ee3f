import canonicalize from 'canonicalize';

/** SHA-256 of the bytes, 32 bytes (FIPS 180-4). */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** SHA-256 over the RFC 8785 canonical JSON of a value, base64url without padding (RFC 4648 §5). */
export function hashCanonical(value: object, sha256: Sha256): string {
  // `canonicalize` answers undefined only for what JSON has no text for; an object always has one.
  const hash = sha256(new TextEncoder().encode(canonicalize(value)));
  return btoa(String.fromCharCode(...hash))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
