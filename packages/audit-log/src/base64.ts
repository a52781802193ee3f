import { AuditLogError } from './audit-log-error.ts';

/** RFC 4648 §4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * RFC 4648 §4, strict: padding required, no white space, no stray trailing bits, so that one value
 * has one spelling.
 *
 * @throws {AuditLogError} `BASE64_INVALID`
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = decode(text);
  // atob forgives what the RFC does not; only the canonical spelling survives the way back.
  if (binary === undefined || btoa(binary) !== text) throw new AuditLogError('BASE64_INVALID');
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** RFC 4648 §5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * RFC 4648 §5, strict as {@link fromBase64}, padding refused.
 *
 * @throws {AuditLogError} `BASE64_INVALID`
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new AuditLogError('BASE64_INVALID');
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}

function decode(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}
