import { PlatformError } from '@xinqiao/contracts';
import * as oauth from 'openid-client';
import { lazy } from '../lazy.ts';
import type { RequestOptions } from '../options.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { oauthStep } from './oauth-step.ts';
import { dpopKeyPair } from './pending-consent.ts';
import type { PendingDecoupled } from './pending-decoupled.ts';
import { requireConsentOf } from './require-consent-of.ts';

/** ANSWERED agreed to; WAITING not answered yet; TOO_SOON not answered yet, and asked too often. */
export type Polled = 'ANSWERED' | 'WAITING' | 'TOO_SOON';

/**
 * Asks once what has become of a request. The token it yields is not kept: the bank reads under its own token.
 *
 * @throws {PlatformError} `CONSENT_REFUSED`; `CONSENT_REQUEST_NOT_FOUND`: its time is over; `CALLBACK_INVALID`: not
 * yours, or fetched before
 */
export type Poll = (options: RequestOptions) => Promise<Polled>;

const NOT_YET: Readonly<Record<string, Polled>> = {
  authorization_pending: 'WAITING',
  slow_down: 'TOO_SOON',
};

/** Polls one decoupled request (CIBA Core §10.1). The server’s nonce (RFC 9449 §8) is kept from poll to poll. */
export function pollDecoupled(
  server: AuthorizationServer,
  { authReqId, consentId, dpopKey }: PendingDecoupled,
): Poll {
  const dpop = lazy(async () =>
    oauth.getDPoPHandle(await server.configuration({}), await dpopKeyPair(dpopKey)),
  );
  return async (options) => {
    const { settings } = server;
    const { api } = await server.metadata();
    const configuration = await server.configuration(options);
    const DPoP = await dpop();
    try {
      const tokens = await oauthStep(settings, options, 'CALLBACK_INVALID', () =>
        oauth.genericGrantRequest(
          configuration,
          'urn:openid:params:grant-type:ciba',
          { auth_req_id: authReqId, resource: api },
          { DPoP },
        ),
      );
      requireConsentOf(tokens, consentId);
      return 'ANSWERED';
    } catch (error) {
      const said = error instanceof PlatformError ? String(error.details.oauthError) : '';
      const notYet = NOT_YET[said];
      if (notYet === undefined) throw error;
      return notYet;
    }
  };
}
