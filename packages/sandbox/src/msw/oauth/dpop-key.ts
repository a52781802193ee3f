import { PlatformError } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import { checkDpopProof } from './dpop-proof.ts';
import { OAuthError } from './oauth-error.ts';

const ERRORS: Readonly<Record<string, string>> = {
  DPOP_PROOF_INVALID: 'invalid_dpop_proof',
  DPOP_NONCE_REQUIRED: 'use_dpop_nonce',
  DPOP_PROOF_REPLAYED: 'invalid_grant',
};

/**
 * Thumbprint of the key that signed the DPoP proof of a request to the authorization server (RFC 9449 §5).
 *
 * @returns Undefined when the request has no proof.
 * @throws {OAuthError} `invalid_dpop_proof`, `use_dpop_nonce`, `invalid_grant`
 */
export async function dpopKeyOf(platform: Platform, request: Request): Promise<string | undefined> {
  if (!request.headers.has('dpop')) return undefined;
  try {
    return await checkDpopProof(platform, request);
  } catch (cause) {
    const error = cause instanceof PlatformError ? ERRORS[cause.code] : undefined;
    if (error === undefined) throw cause;
    throw new OAuthError(error, (cause as PlatformError).message, {}, { cause });
  }
}
