import { PlatformError } from '@xinqiao/contracts';
import * as oauth from 'openid-client';
import { z } from 'zod';
import type { RequestOptions } from '../options.ts';
import { refuseMismatches } from '../schema.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { oauthStep } from './oauth-step.ts';
import { dpopKeyPair } from './pending-consent.ts';
import type { PendingDecoupled } from './pending-decoupled.ts';

/** The one authorization detail of the token response names the consent (RFC 9396 §7). */
const Details = z.tuple([z.object({ consent_id: z.string() })]);

/** ANSWERED agreed to; WAITING not answered yet; TOO_SOON not answered yet, and asked too often. */
export type Polled = 'ANSWERED' | 'WAITING' | 'TOO_SOON';

const NOT_YET: Readonly<Record<string, Polled>> = {
  authorization_pending: 'WAITING',
  slow_down: 'TOO_SOON',
};

/**
 * Asks once what has become of a decoupled request (CIBA Core §10.1). The token it yields is not kept: the bank reads
 * under its own token.
 *
 * @throws {PlatformError} `CONSENT_REFUSED`; `CONSENT_REQUEST_NOT_FOUND`: its time is over; `CALLBACK_INVALID`: not
 * yours, or fetched before
 */
export async function pollDecoupled(
  server: AuthorizationServer,
  { authReqId, consentId, dpopKey }: PendingDecoupled,
  options: RequestOptions,
): Promise<Polled> {
  const { settings } = server;
  const { api } = await server.metadata();
  const configuration = await server.configuration(options);
  const DPoP = oauth.getDPoPHandle(configuration, await dpopKeyPair(dpopKey));
  try {
    const tokens = await oauthStep(settings, options, 'CALLBACK_INVALID', () =>
      oauth.genericGrantRequest(
        configuration,
        'urn:openid:params:grant-type:ciba',
        { auth_req_id: authReqId, resource: api },
        { DPoP },
      ),
    );
    const details = Details.safeParse(tokens.authorization_details);
    const same = details.success && details.data[0].consent_id === consentId;
    refuseMismatches(same ? [] : ['authorization_details.consent_id']);
    return 'ANSWERED';
  } catch (error) {
    const said = error instanceof PlatformError ? String(error.details.oauthError) : '';
    const notYet = NOT_YET[said];
    if (notYet === undefined) throw error;
    return notYet;
  }
}
