import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from '@xinqiao/audit-log';
import { PlatformError } from '@xinqiao/contracts';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Platform } from '../platform.ts';
import { isCompactJws } from './compact-jws.ts';

/** Longest time between signing a proof and its arrival, in seconds. */
const PROOF_MAX_AGE_SECONDS = 60;

const Claims = z.object({
  jti: z.string().min(8).max(128),
  htm: z.string(),
  htu: z.string(),
  ath: z.string().optional(),
  nonce: z.string().optional(),
});

/**
 * Checks the DPoP proof of a request (RFC 9449 §4.3): signature, method, address, age, token, nonce, first use.
 *
 * Its age is judged by the system clock, because that is the clock the caller's library signs with.
 *
 * @param accessToken Token the proof must be about; undefined at the token endpoint.
 * @returns Thumbprint of the key that signed.
 * @throws {PlatformError} `DPOP_PROOF_INVALID`, `DPOP_NONCE_REQUIRED`, `DPOP_PROOF_REPLAYED`
 */
export async function checkDpopProof(
  { nonces, state }: Platform,
  request: Request,
  accessToken?: string,
): Promise<string> {
  const proof = request.headers.get('dpop') ?? '';
  const { claims, thumbprint } = await readProof(proof);
  const tokenHash = accessToken && toBase64Url(sha256(new TextEncoder().encode(accessToken)));
  if (
    claims.htm !== request.method ||
    bare(claims.htu) !== bare(request.url) ||
    (accessToken !== undefined && claims.ath !== tokenHash)
  )
    throw new PlatformError('DPOP_PROOF_INVALID');
  if (claims.nonce === undefined || !nonces.accepts(claims.nonce))
    throw new PlatformError('DPOP_NONCE_REQUIRED');
  const once = `dpop ${thumbprint} ${claims.jti}`;
  if (state.seen.has(once)) throw new PlatformError('DPOP_PROOF_REPLAYED');
  state.seen.add(once);
  return thumbprint;
}

async function readProof(proof: string) {
  if (!isCompactJws(proof)) throw new PlatformError('DPOP_PROOF_INVALID');
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256', 'PS256'],
      maxTokenAge: PROOF_MAX_AGE_SECONDS,
      clockTolerance: 5,
    });
    return {
      claims: Claims.parse(payload),
      thumbprint: await calculateJwkThumbprint(protectedHeader.jwk ?? {}),
    };
  } catch (cause) {
    throw new PlatformError('DPOP_PROOF_INVALID', { cause });
  }
}

/** An address without query and fragment. */
const bare = (url: string): string => url.split(/[?#]/)[0] ?? '';
