import { concatBytes } from './bytes.ts';
import type { Sha256 } from './sha256.ts';

/** SHA-256's input block, in bytes. */
const BLOCK_BYTES = 64;

/** HMAC-SHA-256 of RFC 2104, over the caller's SHA-256. */
export function hmacSha256(sha256: Sha256, key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const inner = sha256(concatBytes([block.map((byte) => byte ^ 0x36), message]));
  return sha256(concatBytes([block.map((byte) => byte ^ 0x5c), inner]));
}
