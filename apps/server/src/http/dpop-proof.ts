import { PlatformError } from '@xinqiao/contracts';
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { sha256Text } from '../sha256-text.ts';
import { isCompactJws } from './compact-jws.ts';
import type { DpopNonces } from './dpop-nonce.ts';

/** Longest time between signing a proof and its arrival, in seconds. */
export const PROOF_MAX_AGE_SECONDS = 60;

const Claims = z.object({
  jti: z.string().min(8).max(128),
  htm: z.string(),
  htu: z.string(),
  ath: z.string(),
  nonce: z.string().optional(),
});

export interface DpopRequest {
  readonly proof: string;
  readonly method: string;
  /** Address of the request without query and fragment. */
  readonly url: string;
  readonly accessToken: string;
  /** Thumbprint the access token is bound to. */
  readonly keyThumbprint: string;
}

/**
 * Checks a DPoP proof (RFC 9449 §4.3), all but its first use.
 *
 * @returns The value that must not have been seen before, and until when it must be remembered.
 */
export async function verifyDpopProof(
  request: DpopRequest,
  nonces: DpopNonces,
  clock: Clock,
): Promise<{ onceOnly: string; rememberUntil: Date }> {
  const invalid = (cause?: unknown) => new PlatformError('DPOP_PROOF_INVALID', { cause });
  if (!isCompactJws(request.proof)) throw invalid();
  try {
    const { payload, protectedHeader } = await jwtVerify(request.proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256', 'PS256'],
      maxTokenAge: PROOF_MAX_AGE_SECONDS,
      clockTolerance: 5,
      currentDate: clock.now(),
    });
    const claims = Claims.parse(payload);
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {});
    const tokenHash = sha256Text(request.accessToken);
    if (
      claims.htm !== request.method ||
      claims.htu.split(/[?#]/)[0] !== request.url ||
      claims.ath !== tokenHash ||
      thumbprint !== request.keyThumbprint
    )
      throw invalid();
    if (claims.nonce === undefined || !nonces.accepts(claims.nonce))
      throw new PlatformError('DPOP_NONCE_REQUIRED');
    return {
      onceOnly: `${thumbprint} ${claims.jti}`,
      rememberUntil: new Date(clock.now().getTime() + 2 * PROOF_MAX_AGE_SECONDS * 1000),
    };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError || error instanceof TypeError)
      throw invalid(error);
    throw error;
  }
}
