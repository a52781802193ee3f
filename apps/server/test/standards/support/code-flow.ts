import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import * as oauth from 'openid-client';
import { answerWith, readQuestion } from '../../support/owner-visit.ts';
import { consentRequest, type Platform } from '../../support/platform.ts';
import { RawBrowser } from '../../support/raw-browser.ts';
import type { StandardClient } from './standard-client.ts';

/** What the bank keeps between sending the owner away and her coming back. */
export interface Sent {
  readonly url: URL;
  readonly checks: oauth.AuthorizationCodeGrantChecks;
}

/** Pushes a request for one consent (RFC 9126, RFC 9396, RFC 7636) and says where to send the owner. */
export async function pushRequest(
  { configuration, DPoP, redirectUri, api }: StandardClient,
  fact: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const codeVerifier = oauth.randomPKCECodeVerifier();
  const [state, nonce] = [oauth.randomState(), oauth.randomNonce()];
  const url = await oauth.buildAuthorizationUrlWithPAR(
    configuration,
    {
      redirect_uri: redirectUri,
      scope: 'openid',
      prompt: 'consent',
      resource: api,
      authorization_details: JSON.stringify([{ type: DATA_CONSENT_TYPE, ...consentRequest() }]),
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...fact,
    },
    { DPoP },
  );
  const checks = {
    pkceCodeVerifier: codeVerifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  };
  return { url, checks };
}

/** The owner opens the link in a browser of her own, signs in and answers: where that leads her. */
export async function ownerAnswers(
  platform: Pick<Platform, 'url'>,
  { url }: Sent,
  decision = 'agree',
): Promise<URL> {
  const browser = new RawBrowser(platform.url);
  const question = await readQuestion(browser, url.href);
  return (await browser.follow(...answerWith(question, decision))).url;
}

/** Tokens for a callback: issuer, state, nonce, and in JARM its signature, are checked on the way. */
export const redeem = (
  { configuration, DPoP, api }: StandardClient,
  callback: URL,
  { checks }: Sent,
): ReturnType<typeof oauth.authorizationCodeGrant> =>
  oauth.authorizationCodeGrant(configuration, callback, checks, { resource: api }, { DPoP });

/** From the pushed request to the tokens. */
export async function agreedTokens(platform: Platform, client: StandardClient) {
  const sent = await pushRequest(client);
  return redeem(client, await ownerAnswers(platform, sent), sent);
}

/** Id of the consent that tokens speak of (RFC 9396 §7). */
export function consentIdOf(tokens: { readonly authorization_details?: unknown }): string {
  const [detail] = (tokens.authorization_details ?? []) as { consent_id?: string }[];
  if (detail?.consent_id === undefined) throw new Error('the tokens name no consent');
  return detail.consent_id;
}
