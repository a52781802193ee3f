import type { KeyPurpose } from '@xinqiao/contracts';
import { CompactSign, type CryptoKey, importJWK } from 'jose';
import type { Clock } from '../clock.ts';
import type { KeyRing } from './key-ring.ts';
import type { LoadedKey } from './make-key.ts';
import { signSm2 } from './sm2.ts';

/** What the platform signs, told apart by the JWS `typ` (RFC 8725 §3.11), and which key does it. */
const PURPOSE = {
  'xinqiao-consent+jwt': 'CONSENT',
  'xinqiao-package+jwt': 'PACKAGE',
  'xinqiao-receipt+jwt': 'RECEIPT',
  'xinqiao-register+jwt': 'REGISTER',
  'xinqiao-consent-receipt+jwt': 'CONSENT_RECEIPT',
  // Which keys are ours is a promise like a receipt.
  'jwk-set+jwt': 'RECEIPT',
} as const satisfies Record<string, KeyPurpose>;
export type StatementType = keyof typeof PURPOSE;

export interface PlatformSigner {
  /**
   * Signs the exact text given, ES256, as a compact JWS. Its header says in `iat` when, in Unix time
   * (ETSI TS 119 182-1 §5.1.11), so that it can be held against the term of the key.
   */
  sign(type: StatementType, payload: string): Promise<string>;
  /**
   * Signs the exact text given with the SM2 key of consents: key id, full stop, DER signature in base64url.
   * Null where that profile is off.
   */
  signSm2(payload: string): Promise<string | null>;
}

/** @param rings Keys of each purpose this role may sign for; whatever needs another purpose throws. */
export function platformSigner(
  clock: Clock,
  rings: Partial<Record<KeyPurpose, KeyRing>>,
  sm2?: KeyRing,
): PlatformSigner {
  const imported = new WeakMap<LoadedKey, Promise<CryptoKey>>();
  const privateKey = (key: LoadedKey): Promise<CryptoKey> => {
    const known = imported.get(key) ?? (importJWK(key.privateJwk, 'ES256') as Promise<CryptoKey>);
    imported.set(key, known);
    return known;
  };
  return {
    async sign(type, payload) {
      const ring = rings[PURPOSE[type]];
      if (ring === undefined) throw new Error(`this role does not sign ${type}`);
      const now = clock.now();
      const key = await ring.current(now);
      return new CompactSign(new TextEncoder().encode(payload))
        .setProtectedHeader({
          alg: 'ES256',
          kid: key.keyId,
          typ: type,
          iat: Math.floor(now.getTime() / 1000),
        })
        .sign(await privateKey(key));
    },
    async signSm2(payload) {
      if (sm2 === undefined) return null;
      const { keyId, privateJwk } = await sm2.current();
      return `${keyId}.${Buffer.from(signSm2(privateJwk, payload)).toString('base64url')}`;
    },
  };
}
