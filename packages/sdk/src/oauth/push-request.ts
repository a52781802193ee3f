import { ConsentId, type ConsentRequest, DATA_CONSENT_TYPE, type Instant } from '@xinqiao/contracts';
import { calculateJwkThumbprint } from 'jose';
import * as oauth from 'openid-client';
import { z } from 'zod';
import { readJson } from '../http/response-error.ts';
import type { RequestOptions } from '../options.ts';
import { parseAnswer } from '../schema.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { oauthStep } from './oauth-step.ts';
import { newDpopKey, type PendingConsent } from './pending-consent.ts';

export interface RequestedConsent {
  readonly consentId: ConsentId;
  /** Where to send the owner: a link for a redirect, a message or a QR code. Opens the consent page once. */
  readonly url: string;
  /** When the link ends, UTC. */
  readonly expiresAt: Instant;
  /** Keep it server-side until the owner returns, then give it to `consents.complete`. */
  readonly pending: PendingConsent;
}

/** RFC 9126 §2.2, and the consent that the request became. */
const PushedResponse = z.object({ consent_id: ConsentId, expires_in: z.number().positive() });

/** Pushes the request (RFC 9126) with what is asked as authorization details (RFC 9396). */
export async function pushRequest(
  server: AuthorizationServer,
  request: ConsentRequest,
  options: RequestOptions,
): Promise<RequestedConsent> {
  const { settings } = server;
  const { api } = await server.metadata();
  const state = oauth.randomState();
  const nonce = oauth.randomNonce();
  const codeVerifier = oauth.randomPKCECodeVerifier();
  const dpopKey = await newDpopKey();

  // The library keeps only request_uri of the answer.
  let answer: unknown;
  const configuration = await server.configuration(options, async (response) => {
    answer = await readJson(response);
  });
  const parameters = {
    redirect_uri: settings.redirectUri,
    scope: 'openid',
    prompt: 'consent',
    resource: api,
    authorization_details: JSON.stringify([{ type: DATA_CONSENT_TYPE, ...request }]),
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    dpop_jkt: await calculateJwkThumbprint(dpopKey),
    state,
    nonce,
  };
  const url = await oauthStep(settings, options, 'RESPONSE_UNEXPECTED', () =>
    oauth.buildAuthorizationUrlWithPAR(configuration, parameters),
  );

  const { consent_id: consentId, expires_in: lifeSeconds } = parseAnswer(PushedResponse, answer);
  return {
    consentId,
    url: url.href,
    expiresAt: new Date(settings.now().getTime() + lifeSeconds * 1000).toISOString(),
    pending: { version: 1, consentId, state, nonce, codeVerifier, dpopKey, request },
  };
}
