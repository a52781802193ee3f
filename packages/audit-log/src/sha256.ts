/**
 * SHA-256 (FIPS 180-4), brought by the caller: 32 bytes out.
 *
 * Must not keep or change its argument: the same buffer is filled again for the next hash.
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Length of every hash in this package, in bytes. */
export const HASH_BYTES = 32;
