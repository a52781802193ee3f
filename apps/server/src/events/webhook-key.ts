import { type KeyObject, randomBytes } from 'node:crypto';

/** Bytes of a new secret: as many as the hash of its HMAC (RFC 2104 §3), within the 24 to 64 of Standard Webhooks. */
const SECRET_BYTES = 32;

/** A new HMAC secret of an endpoint. */
export const newWebhookSecret = (): Uint8Array => new Uint8Array(randomBytes(SECRET_BYTES));

/** As it is shown to the bank, once: `whsec_` and standard base64. */
export const formatWebhookSecret = (secret: Uint8Array): string =>
  `whsec_${Buffer.from(secret).toString('base64')}`;

/**
 * The platform's public key as banks configure it: `whpk_` and standard base64 of its 32 bytes (RFC 8032 §5.1.5).
 *
 * @param key An Ed25519 key; of a private one its public half is taken.
 */
export function formatWebhookPublicKey(key: KeyObject): string {
  const { crv, x } = key.export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw new RangeError('a webhook key is an Ed25519 key');
  return `whpk_${Buffer.from(x, 'base64url').toString('base64')}`;
}
