import type { ConsentId } from '@xinqiao/contracts';
import * as oauth from 'openid-client';
import type { RequestOptions } from '../options.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { oauthStep } from './oauth-step.ts';
import { dpopKeyPair, type PendingConsent } from './pending-consent.ts';
import { requireConsentOf } from './require-consent-of.ts';

/**
 * Redeems the authorization code of a callback: issuer, state, nonce and PKCE are checked on the way.
 *
 * The token it yields is not kept: the bank reads under its own token.
 *
 * @throws {PlatformError} `CONSENT_REFUSED`, `CALLBACK_INVALID`, `RESPONSE_UNEXPECTED`, `SERVER_UNREACHABLE`
 */
export async function redeemCode(
  server: AuthorizationServer,
  callback: URLSearchParams,
  pending: PendingConsent,
  options: RequestOptions,
): Promise<ConsentId> {
  const { settings } = server;
  // Behind a proxy the address of the request may differ; the redirect URI we asked with does not.
  const url = new URL(settings.redirectUri);
  url.search = callback.toString();

  const { api } = await server.metadata();
  const configuration = await server.configuration(options);
  const DPoP = oauth.getDPoPHandle(configuration, await dpopKeyPair(pending.dpopKey));
  const tokens = await oauthStep(settings, options, 'CALLBACK_INVALID', () =>
    oauth.authorizationCodeGrant(
      configuration,
      url,
      {
        pkceCodeVerifier: pending.codeVerifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      },
      { resource: api },
      { DPoP },
    ),
  );

  requireConsentOf(tokens, pending.consentId);
  return pending.consentId;
}
