import { ConsentId, ConsentRequest } from '@xinqiao/contracts';
import { exportJWK, importJWK } from 'jose';
import * as oauth from 'openid-client';
import { z } from 'zod';

/** Private P-256 key as a JWK (RFC 7518 §6.2). */
export const PrivateJwk = z.strictObject({
  kty: z.literal('EC').describe('Key type.'),
  crv: z.literal('P-256').describe('Curve.'),
  x: z.string().describe('x coordinate, base64url.'),
  y: z.string().describe('y coordinate, base64url.'),
  d: z.string().describe('Private value, base64url.'),
});
type PrivateJwk = z.infer<typeof PrivateJwk>;

/**
 * What completes a consent request: plain JSON for your server-side session, secret like a password.
 *
 * It carries its own DPoP key, so that the callback may arrive at another of your servers than the one that
 * asked, and the code is of no use to anyone else (RFC 9449 §10).
 */
export const PendingConsent = z.strictObject({
  version: z.literal(1).describe('Version of this shape.'),
  consentId: ConsentId,
  state: z.string().min(1).describe('Value expected back in the callback (RFC 6749 §4.1.1).'),
  nonce: z.string().min(1).describe('Value expected in the ID token.'),
  codeVerifier: z.string().min(43).describe('PKCE code verifier (RFC 7636 §4.1).'),
  dpopKey: PrivateJwk.describe('Key the authorization code is bound to (RFC 9449 §10).'),
  request: ConsentRequest.describe('What was asked, to compare with what was agreed.'),
});
export type PendingConsent = z.infer<typeof PendingConsent>;

/** A new key for one request, in the form it is stored in. */
export async function newDpopKey(): Promise<PrivateJwk> {
  const { privateKey } = await oauth.randomDPoPKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  return PrivateJwk.parse({ kty, crv, x, y, d });
}

/** The stored key, ready for use. */
export async function dpopKeyPair({ d, ...publicJwk }: PrivateJwk): Promise<CryptoKeyPair> {
  const [privateKey, publicKey] = await Promise.all([
    importJWK({ ...publicJwk, d }, 'ES256'),
    importJWK(publicJwk, 'ES256', { extractable: true }),
  ]);
  return { privateKey: privateKey as CryptoKey, publicKey: publicKey as CryptoKey };
}
