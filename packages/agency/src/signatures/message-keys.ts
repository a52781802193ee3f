import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { AgencyError } from '../agency-error.ts';

/** ES256 on P-256, or Ed25519, as RFC 9421 §3.3 names them. */
export type MessageAlgorithm = 'ecdsa-p256-sha256' | 'ed25519';

/** A JSON Web Key (RFC 7517) with its `kid`. */
export interface MessageJwk {
  readonly kid?: string | undefined;
  readonly kty?: string | undefined;
  readonly crv?: string | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  readonly d?: string | undefined;
}

export interface SigningKey {
  readonly keyId: string;
  readonly algorithm: MessageAlgorithm;
  sign(base: Uint8Array): Uint8Array<ArrayBuffer>;
}

export interface VerifyingKey {
  readonly keyId: string;
  readonly algorithm: MessageAlgorithm;
  verify(base: Uint8Array, signature: Uint8Array): boolean;
}

/** Bytes of a signature, of either algorithm: R and S side by side (RFC 9421 §3.3.4), or that of RFC 8032. */
const SIGNATURE_BYTES = 64;

/** @throws {AgencyError} `KEY_INVALID` */
export function signingKey(jwk: MessageJwk): SigningKey {
  const { keyId, algorithm, key } = readKey(jwk, createPrivateKey);
  return {
    keyId,
    algorithm,
    sign: (base) => new Uint8Array(sign(hashOf(algorithm), base, { key, dsaEncoding: 'ieee-p1363' })),
  };
}

/** Reads a public key; a private half that lies beside it is not taken. @throws {AgencyError} `KEY_INVALID` */
export function verifyingKey({ d: _private, ...jwk }: MessageJwk): VerifyingKey {
  const { keyId, algorithm, key } = readKey(jwk, createPublicKey);
  return {
    keyId,
    algorithm,
    verify: (base, signature) =>
      signature.byteLength === SIGNATURE_BYTES &&
      verify(hashOf(algorithm), base, { key, dsaEncoding: 'ieee-p1363' }, signature),
  };
}

const Credentials = z.object({ keyId: z.string(), privateKey: z.looseObject({ d: z.string() }) });

/** The key of a credentials file, as `xinqiao keys create` writes it. @throws {AgencyError} `KEY_INVALID` */
export function credentialsKey(credentials: unknown): SigningKey {
  const parsed = Credentials.safeParse(credentials);
  if (!parsed.success) throw new AgencyError('KEY_INVALID');
  const { keyId, privateKey } = parsed.data;
  return signingKey({ ...privateKey, kid: keyId });
}

const hashOf = (algorithm: MessageAlgorithm) => (algorithm === 'ed25519' ? null : 'sha256');

type Read = (input: { key: Record<string, string | undefined>; format: 'jwk' }) => KeyObject;

function readKey(jwk: MessageJwk, read: Read) {
  const { kid, kty, crv, x, y, d } = jwk;
  const algorithm =
    kty === 'EC' && crv === 'P-256'
      ? 'ecdsa-p256-sha256'
      : kty === 'OKP' && crv === 'Ed25519'
        ? 'ed25519'
        : undefined;
  // The key id stands in a structured field: visible ASCII without quote and backslash.
  if (algorithm === undefined || !/^[\w.~:/@+=-]{1,200}$/.test(kid ?? ''))
    throw new AgencyError('KEY_INVALID');
  try {
    const key = read({ key: { kty, crv, x, ...(y && { y }), ...(d && { d }) }, format: 'jwk' });
    return { keyId: kid as string, algorithm, key } as const;
  } catch {
    throw new AgencyError('KEY_INVALID');
  }
}
