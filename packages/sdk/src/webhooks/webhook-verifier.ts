import { fromBase64 } from '@xinqiao/audit-log';
import { PlatformError } from '@xinqiao/contracts';
import type { SignatureVersion } from './webhook-headers.ts';

/** One secret or key, ready to verify signatures of its version. */
export interface WebhookVerifier {
  readonly version: SignatureVersion;
  /** Does not tell by its duration how much of a signature was right. */
  verify(signature: Uint8Array<ArrayBuffer>, content: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

/**
 * A `whsec_…` secret: HMAC-SHA256.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`; the secret itself is never in the error
 */
export async function secretVerifier(secret: string): Promise<WebhookVerifier> {
  const bytes = decode('secrets', 'whsec_', secret);
  if (bytes.length < 24 || bytes.length > 64) throw wrong('secrets', 'must hold 24 to 64 bytes');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
  return {
    version: 'v1',
    verify: (signature, content) => crypto.subtle.verify('HMAC', key, signature, content),
  };
}

/**
 * A `whpk_…` public key of the platform: Ed25519.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`, also where the runtime knows no Ed25519
 */
export async function publicKeyVerifier(publicKey: string): Promise<WebhookVerifier> {
  const bytes = decode('publicKeys', 'whpk_', publicKey);
  if (bytes.length !== 32) throw wrong('publicKeys', 'must hold 32 bytes');
  const key = await importEd25519(bytes);
  return {
    version: 'v1a',
    verify: (signature, content) => crypto.subtle.verify('Ed25519', key, signature, content),
  };
}

async function importEd25519(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
  } catch (cause) {
    throw wrong('publicKeys', 'cannot be used here: is Ed25519 known to this runtime?', cause);
  }
}

function decode(setting: string, prefix: string, text: string): Uint8Array<ArrayBuffer> {
  if (!text.startsWith(prefix)) throw wrong(setting, `must begin with ${prefix}`);
  try {
    return fromBase64(text.slice(prefix.length));
  } catch {
    throw wrong(setting, `must be ${prefix} and standard base64 with padding`);
  }
}

export const wrong = (setting: string, problem: string, cause?: unknown): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', {
    details: { setting, problem },
    ...(cause === undefined ? {} : { cause }),
  });
