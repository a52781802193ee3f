import { createECDH } from 'node:crypto';
import type { JWK } from 'jose';
import { deriveKey } from './secret.ts';

/**
 * A private P-256 key that the installation’s secret always gives for the same use, on every node, without being
 * kept. For the sandbox: a key that is to end some day is made and stored instead.
 */
export function derivedSigningKey(secret: string, use: string): JWK {
  const bytes = deriveKey(secret, `signing key ${use}`);
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(bytes);
  // Uncompressed point: 04 ‖ x ‖ y (SEC 1 §2.3.3).
  const point = pair.getPublicKey();
  return {
    ...{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: use },
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: bytes.toString('base64url'),
  };
}

/** The half of it that anybody may know. */
export function publicHalf({ d: _, ...publicJwk }: JWK): JWK {
  return publicJwk;
}
