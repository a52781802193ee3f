import { CALLBACK_PATH } from '../../authorization/sign-in/sign-in-configuration.ts';
import type { UpstreamOptions } from '../../authorization/sign-in/upstream.ts';
import { derivedSigningKey } from '../../keys/derived-key.ts';

/** Path of the sandbox’s own sign-in. */
export const ISSUER_PATH = '/sandbox/identity';
export const CLIENT_ID = 'xinqiao';
/** Its port may be another tomorrow; the personas stay who they are. */
const RECORDED_AS = 'urn:xinqiao:sandbox:identity';

export const clientKey = (secret: string) => derivedSigningKey(secret, 'sandbox-sign-in-client');
export const issuerKey = (secret: string) => derivedSigningKey(secret, 'sandbox-sign-in-issuer');

/** How the platform signs people in at the sandbox’s own issuer: the same way as at a city’s. */
export const sandboxSignIn = (secret: string, origin: string): UpstreamOptions => ({
  issuer: origin + ISSUER_PATH,
  recordedAs: RECORDED_AS,
  clientId: CLIENT_ID,
  credential: { privateKey: clientKey(secret) },
  redirectUri: origin + CALLBACK_PATH,
  scope: 'openid profile resident_id',
  residentIdClaim: 'resident_id',
});
