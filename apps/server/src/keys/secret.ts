import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Derives a 32-byte key for one use from the installation's secret (HKDF-SHA-256, RFC 5869). */
export const deriveKey = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'xinqiao', use, 32));

/** The key that {@link sealWith} and {@link unsealWith} take. */
export const sealingKey = (secret: string): Buffer => deriveKey(secret, 'seal');

/** Encrypts at rest: AES-256-GCM, nonce ‖ tag ‖ ciphertext as base64url. `label` is bound to it. */
export function sealBytes(key: Buffer, label: string, plain: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(label));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** The key is another one, or the sealed text or its label was changed: it never opens. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** @throws {SealBroken} */
export function unsealBytes(key: Buffer, label: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(label));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('What was sealed does not open.', { cause });
  }
}

/** {@link sealBytes} of a text. */
export const sealWith = (key: Buffer, label: string, plain: string): string =>
  sealBytes(key, label, Buffer.from(plain));

/** @throws {SealBroken} */
export const unsealWith = (key: Buffer, label: string, sealed: string): string =>
  unsealBytes(key, label, sealed).toString();

/** As {@link sealWith}, by the installation's secret. */
export const seal = (secret: string, label: string, plain: string): string =>
  sealWith(sealingKey(secret), label, plain);

/** As {@link unsealWith}, by the installation's secret. */
export const unseal = (secret: string, label: string, sealed: string): string =>
  unsealWith(sealingKey(secret), label, sealed);
