import { fromBase64, toBase64 } from './base64.ts';

/** Hashes of a proof as JSON carries them: standard base64, one string each. */
export function encodeHashes(hashes: readonly Uint8Array[]): string[] {
  return hashes.map(toBase64);
}

/** @throws {AuditLogError} `BASE64_INVALID` */
export function decodeHashes(hashes: readonly string[]): Uint8Array<ArrayBuffer>[] {
  return hashes.map(fromBase64);
}
