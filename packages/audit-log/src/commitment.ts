import { AuditLogError } from './audit-log-error.ts';
import { toBase64Url } from './base64.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { hmacSha256 } from './hmac.ts';
import { HASH_BYTES, type Sha256 } from './sha256.ts';

/** Length of a salt, in bytes. */
export const SALT_BYTES = HASH_BYTES;

/**
 * Commits to an entry's detail without showing it: base64url of HMAC-SHA-256(key = salt, RFC 8785 bytes of detail).
 *
 * Without the salt a commitment cannot be tested against guesses; with it, no other detail opens it. Write large
 * numbers and money as strings: RFC 8785 knows only IEEE doubles.
 *
 * @param salt 32 random bytes, fresh for each entry; kept beside the detail, destroyed with it.
 * @throws {AuditLogError} `SALT_LENGTH_INVALID`, `DETAIL_NOT_JSON`
 */
export function commit(sha256: Sha256, salt: Uint8Array, detail: JsonValue): string {
  if (salt.length !== SALT_BYTES) throw new AuditLogError('SALT_LENGTH_INVALID');
  const message = canonicalJson(detail);
  if (message === undefined) throw new AuditLogError('DETAIL_NOT_JSON');
  return toBase64Url(hmacSha256(sha256, salt, message));
}
