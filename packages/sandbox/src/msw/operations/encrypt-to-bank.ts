import { PlatformError } from '@xinqiao/contracts';
import { CompactEncrypt, importJWK } from 'jose';
import type { Platform } from '../platform.ts';

/**
 * Encrypts a text to the bank’s key as a compact JWE, as the server does.
 *
 * @throws {PlatformError} `ENCRYPTION_KEY_MISSING`
 */
export async function encryptToBank(
  { encryptionKey }: Platform,
  contentType: string,
  text: string,
): Promise<string> {
  if (encryptionKey?.kid === undefined) throw new PlatformError('ENCRYPTION_KEY_MISSING');
  const { kid, kty } = encryptionKey;
  const alg = kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES+A256KW';
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg, enc: 'A256GCM', kid, cty: contentType })
    .encrypt(await importJWK(encryptionKey, alg));
}
