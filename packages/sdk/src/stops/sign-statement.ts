import { CompactSign } from 'jose';
import type { Settings } from '../options.ts';

/**
 * Signs a statement with the application's key, as a compact JWS (RFC 7515, ES256).
 *
 * @param type `typ` of its header: a statement of one kind is none of another (RFC 8725 §3.11).
 */
export async function signStatement(
  { keyId, privateKey }: Pick<Settings, 'keyId' | 'privateKey'>,
  type: string,
  payload: object,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: type })
    .sign(await privateKey());
}
