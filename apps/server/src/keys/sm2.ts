import type { JWK } from 'jose';
import { sm2 } from 'sm-crypto-v2';

/** Default identity of the signer, GM/T 0009 §10. */
export const SM2_USER_ID = '1234567812345678';
const OPTIONS = { der: true, hash: true, userId: SM2_USER_ID } as const;

const toBase64Url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
const toHex = (base64Url: string | undefined): string =>
  Buffer.from(base64Url ?? '', 'base64url').toString('hex');

/** A new SM2 key pair as JWKs of an EC key on the curve `SM2` (GM/T 0003.5). */
export function makeSm2Key(): { publicJwk: JWK; privateJwk: JWK } {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  // 04, then the two coordinates of 32 bytes each.
  const coordinates = publicKey.slice(2);
  const publicJwk = {
    ...{ kty: 'EC', crv: 'SM2' },
    x: toBase64Url(coordinates.slice(0, 64)),
    y: toBase64Url(coordinates.slice(64)),
  };
  return { publicJwk, privateJwk: { ...publicJwk, d: toBase64Url(privateKey.padStart(64, '0')) } };
}

/** Signs UTF-8 text: SM2 with SM3 (GM/T 0003.2), DER (GM/T 0009). */
export const signSm2 = (privateJwk: JWK, text: string): Uint8Array =>
  new Uint8Array(
    Buffer.from(sm2.doSignature(new TextEncoder().encode(text), toHex(privateJwk.d), OPTIONS), 'hex'),
  );

/** True when the signature is that key's over that text; false for whatever is no signature at all. */
export function verifySm2(publicJwk: JWK, text: string, signature: Uint8Array): boolean {
  const key = `04${toHex(publicJwk.x)}${toHex(publicJwk.y)}`;
  try {
    return sm2.doVerifySignature(
      new TextEncoder().encode(text),
      Buffer.from(signature).toString('hex'),
      key,
      OPTIONS,
    );
  } catch {
    return false;
  }
}
