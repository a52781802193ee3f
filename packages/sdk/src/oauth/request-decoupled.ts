import {
  ConsentId,
  type ConsentRequest,
  ConsentRequestId,
  DATA_CONSENT_TYPE,
  type Instant,
  PlatformError,
} from '@xinqiao/contracts';
import * as oauth from 'openid-client';
import { z } from 'zod';
import type { RequestOptions } from '../options.ts';
import { parseAnswer } from '../schema.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { oauthStep } from './oauth-step.ts';
import { newDpopKey } from './pending-consent.ts';
import type { PendingDecoupled } from './pending-decoupled.ts';

export interface DecoupledOptions extends RequestOptions {
  /** What your clerk reads out and the owner compares, at most 8 letters, digits, spaces, hyphens; 4 digits. Default none. */
  readonly bindingMessage?: string;
  /** How long the owner may take, in seconds. Default a day, at most 72 hours. */
  readonly answerWithinSeconds?: number;
  /** Token that the platform shows at your notification address; needed where one is registered (CIBA ping). */
  readonly notificationToken?: string;
}

export interface RequestedDecoupled {
  readonly consentId: ConsentId;
  readonly requestId: ConsentRequestId;
  /** Until when the owner may answer, UTC. */
  readonly expiresAt: Instant;
  /** Keep it server-side until the owner has answered: it fetches the answer. */
  readonly pending: PendingDecoupled;
}

/** CIBA Core §7.3, and the request that it became. */
const Accepted = z.object({
  auth_req_id: z.string().min(1),
  expires_in: z.number().positive(),
  interval: z.int().positive().default(5),
  consent_id: ConsentId,
  request_id: ConsentRequestId,
});

/** Asks over the back channel (CIBA Core §7.1), with what is asked as authorization details (RFC 9396). */
export async function requestDecoupled(
  server: AuthorizationServer,
  request: ConsentRequest,
  options: DecoupledOptions,
): Promise<RequestedDecoupled> {
  const { settings } = server;
  const { bindingMessage, answerWithinSeconds, notificationToken } = options;
  if (request.customer === undefined)
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [{ path: 'customer', problem: 'Say which enterprise is asked.' }],
    });
  const { api } = await server.metadata();
  const dpopKey = await newDpopKey();
  const configuration = await server.configuration(options);
  const answer = await oauthStep(settings, options, 'RESPONSE_UNEXPECTED', () =>
    oauth.initiateBackchannelAuthentication(configuration, {
      scope: 'openid',
      resource: api,
      login_hint: `uscc:${request.customer?.uscc}`,
      authorization_details: JSON.stringify([{ type: DATA_CONSENT_TYPE, ...request }]),
      ...(bindingMessage === undefined ? {} : { binding_message: bindingMessage }),
      ...(answerWithinSeconds === undefined ? {} : { requested_expiry: String(answerWithinSeconds) }),
      ...(notificationToken === undefined ? {} : { client_notification_token: notificationToken }),
    }),
  );
  const accepted = parseAnswer(Accepted, answer);
  const { consent_id: consentId, request_id: requestId, auth_req_id: authReqId } = accepted;
  const expiresAt = new Date(settings.now().getTime() + accepted.expires_in * 1000).toISOString() as Instant;
  const pending: PendingDecoupled = {
    ...{ version: 1, channel: 'BACKCHANNEL', consentId, requestId, authReqId, expiresAt, dpopKey, request },
    intervalSeconds: accepted.interval,
  };
  return { consentId, requestId, expiresAt, pending };
}
