import { CompactSign, type CryptoKey } from 'jose';

/** What the platform signs, told apart by the JWS `typ` (RFC 8725 §3.11). */
export type StatementType =
  | 'xinqiao-consent+jwt'
  | 'xinqiao-package+jwt'
  | 'xinqiao-receipt+jwt'
  | 'xinqiao-register+jwt';

export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
}

export interface PlatformSigner {
  /** Signs the exact text given, ES256, as a compact JWS. */
  sign(type: StatementType, payload: string): Promise<string>;
}

/** @param keys The key of each kind of statement this role may sign; any other kind throws. */
export const platformSigner = (keys: Partial<Record<StatementType, SigningKey>>): PlatformSigner => ({
  async sign(type, payload) {
    const key = keys[type];
    if (key === undefined) throw new Error(`this role does not sign ${type}`);
    return new CompactSign(new TextEncoder().encode(payload))
      .setProtectedHeader({ alg: 'ES256', kid: key.keyId, typ: type })
      .sign(key.privateKey);
  },
});
