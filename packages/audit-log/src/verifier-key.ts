import { AuditLogError } from './audit-log-error.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { concatBytes, encodeUtf8 } from './bytes.ts';
import type { Sha256 } from './sha256.ts';

/** Signature type of plain Ed25519 note signatures; the others of C2SP signed-note are not used here. */
const ED25519 = 0x01;
const ED25519_KEY_BYTES = 32;

/** The public half of a note signing key. */
export interface VerifierKey {
  /** A schema-less URL; no spaces, no plus sign. For a log's own key, its origin. */
  readonly name: string;
  /** First 4 bytes of SHA-256(name || 0x0A || 0x01 || public key), as 8 lower-case hex digits. */
  readonly keyId: string;
  /** Ed25519 public key of RFC 8032, 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/**
 * Names a public key.
 *
 * @throws {AuditLogError} `KEY_NAME_INVALID`, `VERIFIER_KEY_MALFORMED`
 * @see https://c2sp.org/signed-note
 */
export function verifierKey(sha256: Sha256, name: string, publicKey: Uint8Array): VerifierKey {
  assertKeyName(name);
  if (publicKey.length !== ED25519_KEY_BYTES) throw new AuditLogError('VERIFIER_KEY_MALFORMED');
  const digest = sha256(concatBytes([encodeUtf8(`${name}\n`), Uint8Array.of(ED25519), publicKey]));
  return { name, keyId: hex(digest.subarray(0, 4)), publicKey: concatBytes([publicKey]) };
}

/** The text form, `name+id+key` ("vkey"), to be published and configured. */
export function encodeVerifierKey({ name, keyId, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${toBase64(concatBytes([Uint8Array.of(ED25519), publicKey]))}`;
}

/**
 * Reads a vkey; its id must be the one that its name and key give.
 *
 * @throws {AuditLogError} `VERIFIER_KEY_MALFORMED`, `KEY_NAME_INVALID`, `BASE64_INVALID`
 */
export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey {
  const [, name, keyId, encoded] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  if (name === undefined || encoded === undefined) throw new AuditLogError('VERIFIER_KEY_MALFORMED');
  const material = fromBase64(encoded);
  if (material[0] !== ED25519) throw new AuditLogError('VERIFIER_KEY_MALFORMED');
  const key = verifierKey(sha256, name, material.subarray(1));
  if (key.keyId !== keyId) throw new AuditLogError('VERIFIER_KEY_MALFORMED');
  return key;
}

/** @throws {AuditLogError} `KEY_NAME_INVALID` */
export function assertKeyName(name: string): void {
  if (!isKeyName(name)) throw new AuditLogError('KEY_NAME_INVALID');
}

/** Non-empty, well-formed, without Unicode space or plus sign. */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}+]+$/u.test(name);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
