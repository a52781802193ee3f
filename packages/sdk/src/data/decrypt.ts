import { PlatformError } from '@xinqiao/contracts';
import { compactDecrypt, decodeProtectedHeader, importJWK } from 'jose';
import { fault } from '../keys/open-statement.ts';
import type { DecryptionKey } from '../options.ts';

/** Key management by kind of key (RFC 7518 §4.3, §4.6); content is encrypted with AES-256-GCM. */
const ALGORITHM = { EC: 'ECDH-ES+A256KW', RSA: 'RSA-OAEP-256' } as const;

/** Five parts (RFC 7516 §7.1); a JWS has three. */
export const isCompactJwe = (text: string): boolean => text.split('.').length === 5;

/**
 * Opens what the platform encrypted to a key of the bank.
 *
 * @param contentType What must be inside, `cty` of the header.
 * @throws {PlatformError} `CONFIGURATION_INVALID` where the key it is encrypted to was not given; `SIGNATURE_INVALID`
 * for what is not so encrypted, or was changed
 */
export async function decrypt(
  jwe: string,
  contentType: string,
  keys: readonly DecryptionKey[],
): Promise<string> {
  const { alg, enc, kid, cty } = headerOf(jwe);
  const key = keys.find(({ keyId }) => keyId === kid);
  if (key === undefined)
    throw new PlatformError('CONFIGURATION_INVALID', {
      details: {
        setting: 'decryptionKeys',
        problem: 'lacks the key the content is encrypted to',
        kid: String(kid),
      },
    });
  const only = ALGORITHM[key.privateKey.kty as keyof typeof ALGORITHM];
  if (alg !== only || enc !== 'A256GCM' || cty !== contentType) throw fault('TYPE');
  try {
    const privateKey = await importJWK(key.privateKey, only);
    const { plaintext } = await compactDecrypt(jwe, privateKey, {
      keyManagementAlgorithms: [only],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch (cause) {
    throw fault('FORM', cause);
  }
}

function headerOf(jwe: string): Readonly<Record<string, unknown>> {
  try {
    return decodeProtectedHeader(jwe);
  } catch (cause) {
    throw fault('FORM', cause);
  }
}
