import { type ErrorCode, PlatformError } from '@xinqiao/contracts';
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { responseError } from '../http/response-error.ts';
import type { RequestOptions, Settings } from '../options.ts';
import { oauthBodyError } from './oauth-body-error.ts';

/**
 * Runs a step of the OAuth protocol; whatever it throws is thrown as one of our errors, and the caller's own abort
 * as her signal's reason.
 *
 * @param otherwise Code for what the protocol library refuses by itself: a wrong issuer, state, nonce or token.
 */
export async function oauthStep<T>(
  settings: Settings,
  options: RequestOptions,
  otherwise: ErrorCode,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    options.signal?.throwIfAborted();
    throw await platformError(error, settings, otherwise);
  }
}

async function platformError(
  error: unknown,
  { now }: Settings,
  otherwise: ErrorCode,
): Promise<PlatformError> {
  const ours = platformCause(error);
  if (ours !== undefined) return ours;
  if (error instanceof AuthorizationResponseError)
    return error.error === 'access_denied'
      ? new PlatformError('CONSENT_REFUSED')
      : new PlatformError('CALLBACK_INVALID', { details: { oauthError: error.error } });
  const response = refusedResponse(error);
  if (response !== undefined) return responseError(response, now);
  if (error instanceof ResponseBodyError) {
    const body = oauthBodyError(error.cause, error.response.headers.get('x-request-id') ?? undefined);
    if (body !== undefined) return body;
  }
  return new PlatformError(otherwise, { cause: error });
}

/** The library wraps what our own fetch throws. */
function platformCause(error: unknown): PlatformError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof PlatformError) return at;
  return undefined;
}

/** The response that the library would not read, its body still untouched. */
function refusedResponse(error: unknown): Response | undefined {
  if (error instanceof WWWAuthenticateChallengeError) return error.response;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Response && !cause.ok && !cause.bodyUsed ? cause : undefined;
}
