import { toBase64Url } from '@xinqiao/audit-log';
import type { Platform } from '../platform.ts';
import type { PushedRequest } from '../state.ts';

/** Life of an authorization code, in seconds of the platform's clock. */
const CODE_SECONDS = 60;

/** Where the owner who agreed is sent: the bank's redirect URI with a new code. */
export function agreedCallback(platform: Platform, pushed: PushedRequest, identityId: string): string {
  const code = toBase64Url(platform.random(32));
  const expiresMs = platform.clock.now().getTime() + CODE_SECONDS * 1000;
  platform.state.codes.set(code, { pushed, identityId, expiresMs });
  return callback(platform, pushed, { code });
}

/** Where the owner who refused is sent (RFC 6749 §4.1.2.1). */
export const refusedCallback = (platform: Platform, pushed: PushedRequest): string =>
  callback(platform, pushed, {
    error: 'access_denied',
    error_description: 'the enterprise did not agree',
  });

function callback(
  { issuer }: Platform,
  { redirectUri, state }: PushedRequest,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  const members = { ...answer, ...(state === undefined ? {} : { state }), iss: issuer };
  for (const [name, value] of Object.entries(members)) url.searchParams.set(name, value);
  return url.href;
}
