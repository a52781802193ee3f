import type { HistoricalKey } from '@xinqiao/contracts';
import { sm2 } from 'sm-crypto-v2';

/** Default identity of the signer, GM/T 0009 §10. */
const USER_ID = '1234567812345678';

const toHex = (base64Url: string): string => Buffer.from(base64Url, 'base64url').toString('hex');

/** True when the DER signature is that key's over the UTF-8 text: SM2 with SM3 (GM/T 0003.2). */
export function verifySm2({ x, y = '' }: HistoricalKey, text: string, signature: Uint8Array): boolean {
  try {
    const der = Buffer.from(signature).toString('hex');
    const key = `04${toHex(x)}${toHex(y)}`;
    const options = { der: true, hash: true, userId: USER_ID };
    return sm2.doVerifySignature(new TextEncoder().encode(text), der, key, options);
  } catch {
    return false;
  }
}
