import { sha256 } from '@noble/hashes/sha2.js';
import { encodeVerifierKey, type NoteSigner, verifierKey } from '@xinqiao/audit-log';
import type { HistoricalKey, KeyPurpose } from '@xinqiao/contracts';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import type { Clock } from './clock.ts';

/** What the platform signs, told apart by the JWS `typ` (RFC 8725 §3.11). */
export type StatementType =
  | 'xinqiao-consent+jwt'
  | 'xinqiao-package+jwt'
  | 'xinqiao-receipt+jwt'
  | 'jwk-set+jwt';

/** Signs the payload as JSON and returns the compact JWS; without a type its header names none. */
type Sign<Type> = (type: Type, payload: object) => Promise<string>;

export interface PlatformKeys {
  /** With the key of consents, packages or receipts, ES256. */
  readonly sign: Sign<StatementType>;
  /** With the authorization server's key, ES256. */
  readonly signToken: Sign<'at+jwt' | undefined>;
  /** Public keys of consents, packages and receipts, with what they are for and since when. */
  readonly statementKeys: { readonly keys: readonly HistoricalKey[] };
  /** Public keys of the authorization server. */
  readonly tokenKeys: JSONWebKeySet;
  /** Signs checkpoints, Ed25519. */
  readonly checkpointSigner: NoteSigner;
  /** Its public half as text (C2SP signed-note). */
  readonly verifierKey: string;
}

/**
 * New keys, real ones: what they sign verifies, and nothing else does.
 *
 * @param logOrigin Name of the log.
 * @param clock The platform's: by it statements say when they were signed.
 */
export async function makeKeys(logOrigin: string, clock: Clock): Promise<PlatformKeys> {
  const [consents, packages, receipts, tokens, log] = await Promise.all([
    es256Key('CONSENT', clock),
    es256Key('PACKAGE', clock),
    es256Key('RECEIPT', clock),
    es256Key('TOKEN', clock),
    logKey(logOrigin),
  ]);
  const keys = {
    'xinqiao-consent+jwt': consents,
    'xinqiao-package+jwt': packages,
    'xinqiao-receipt+jwt': receipts,
    'jwk-set+jwt': receipts,
  };
  return {
    sign: (type, payload) => keys[type].sign(type, payload),
    signToken: tokens.sign,
    statementKeys: { keys: [consents, packages, receipts].map(({ publicJwk }) => publicJwk) },
    tokenKeys: { keys: [tokens.publicJwk] } as JSONWebKeySet,
    ...log,
  };
}

/** A key that signs from now on; what it signs says when. */
async function es256Key(purpose: KeyPurpose, clock: Clock) {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const bare = await exportJWK(publicKey);
  const kid = `${purpose.toLowerCase()}-${(await calculateJwkThumbprint(bare)).slice(0, 16)}`;
  const second = () => Math.floor(clock.now().getTime() / 1000);
  const sign: Sign<string | undefined> = (typ, payload) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({
        ...{ alg: 'ES256', kid },
        // A token says when it was made in its claims.
        ...(purpose === 'TOKEN' ? {} : { iat: second() }),
        ...(typ === undefined ? {} : { typ }),
      })
      .sign(privateKey);
  const publicJwk = { ...bare, kid, alg: 'ES256', use: 'sig', purpose, nbf: second() } as HistoricalKey;
  return { sign, publicJwk };
}

async function logKey(logOrigin: string) {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const key = verifierKey(
    sha256,
    logOrigin,
    new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  );
  const checkpointSigner: NoteSigner = {
    name: key.name,
    keyId: key.keyId,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message)),
  };
  return { checkpointSigner, verifierKey: encodeVerifierKey(key) };
}
