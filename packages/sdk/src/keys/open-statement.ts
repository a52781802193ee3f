import { type HistoricalKey, type KeyPurpose, keyCovers, PlatformError } from '@xinqiao/contracts';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { assertCompactJws } from './compact-jws.ts';

/** What is wrong with a statement, in `details.reason` of `SIGNATURE_INVALID`. */
export type StatementFault =
  /** Not a compact JWS in its one spelling. */
  | 'FORM'
  /** Not a statement of this kind, or not signed with ES256. */
  | 'TYPE'
  /** No such key in the list. */
  | 'KEY_UNKNOWN'
  /** A key of the platform, but not one that signs statements of this kind. */
  | 'KEY_PURPOSE'
  /** The key had not begun to sign yet then, or had ended. */
  | 'KEY_NOT_IN_FORCE'
  | 'SIGNATURE'
  /** Signed, but not what such a statement holds. */
  | 'CONTENT'
  /** Statement and key list are of different operators. */
  | 'OPERATOR';

/** A kind of statement: `typ` of its header (RFC 8725 §3.11), and what keys that sign it are for. */
export interface StatementKind {
  readonly type: string;
  readonly purpose: KeyPurpose;
}

export interface OpenedStatement {
  /** The signed text, byte for byte. */
  readonly text: string;
  readonly content: unknown;
  readonly keyId: string;
  /** When it was signed, as its signer says; the key was in force then. */
  readonly signedAt: Date;
}

/**
 * Opens a signed statement: form, type, key of the right purpose, signature, and that the key was in force
 * when it signed (`iat` in the header, ETSI TS 119 182-1 §5.1.11).
 *
 * @throws {PlatformError} `SIGNATURE_INVALID` with a {@link StatementFault} in `details.reason`
 */
export async function openStatement(
  jws: string,
  { type, purpose }: StatementKind,
  keys: readonly HistoricalKey[],
): Promise<OpenedStatement> {
  const { keyId, iat } = headerOf(jws, type);
  const key = keys.find(({ kid, alg }) => kid === keyId && alg === 'ES256');
  if (key === undefined) throw fault('KEY_UNKNOWN');
  if (key.purpose !== purpose) throw fault('KEY_PURPOSE');
  const text = await verified(jws, key);
  if (!keyCovers(key, iat)) throw fault('KEY_NOT_IN_FORCE');
  try {
    return { text, content: JSON.parse(text), keyId, signedAt: new Date(iat * 1000) };
  } catch (cause) {
    throw fault('CONTENT', cause);
  }
}

export const fault = (reason: StatementFault, cause?: unknown): PlatformError =>
  new PlatformError('SIGNATURE_INVALID', { details: { reason }, ...(cause === undefined ? {} : { cause }) });

function headerOf(jws: string, type: string): { keyId: string; iat: number } {
  try {
    assertCompactJws(jws);
  } catch (cause) {
    throw fault('FORM', cause);
  }
  const { alg, typ, kid, iat } = decoded(jws);
  const known = alg === 'ES256' && typ === type && typeof kid === 'string';
  if (!known || !Number.isSafeInteger(iat) || (iat as number) < 0) throw fault('TYPE');
  return { keyId: kid, iat: iat as number };
}

function decoded(jws: string): Record<string, unknown> {
  try {
    return decodeProtectedHeader(jws);
  } catch (cause) {
    throw fault('FORM', cause);
  }
}

async function verified(jws: string, { kty, crv, x, y }: HistoricalKey): Promise<string> {
  try {
    const key = await importJWK({ kty, crv, x, ...(y === undefined ? {} : { y }) }, 'ES256');
    const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] });
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch (cause) {
    throw fault('SIGNATURE', cause);
  }
}
