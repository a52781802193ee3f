import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import * as oauth from 'openid-client';
import { answerWith, signInToMy } from '../../support/owner-visit.ts';
import { consentRequest, ownerPersona, type Platform } from '../../support/platform.ts';
import { RawBrowser } from '../../support/raw-browser.ts';
import type { StandardClient } from './standard-client.ts';

export interface Asked {
  readonly answer: oauth.BackchannelAuthenticationResponse;
  readonly requestId: string;
  readonly consentId: string;
}

/** Asks the owner of a firm over the back channel (OpenID CIBA Core §7). */
export async function askDecoupled(
  { configuration }: StandardClient,
  fact: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const { customer, ...detail } = consentRequest();
  const answer = await oauth.initiateBackchannelAuthentication(configuration, {
    scope: 'openid',
    login_hint: `uscc:${customer?.uscc}`,
    binding_message: '7421',
    authorization_details: JSON.stringify([{ type: DATA_CONSENT_TYPE, ...detail }]),
    ...fact,
  });
  return { answer, requestId: String(answer.request_id), consentId: String(answer.consent_id) };
}

/** Asks once what has become of a request (§10.1). */
export const poll = (
  { configuration, DPoP, api }: StandardClient,
  { answer }: Pick<Asked, 'answer'>,
): ReturnType<typeof oauth.genericGrantRequest> =>
  oauth.genericGrantRequest(
    configuration,
    'urn:openid:params:grant-type:ciba',
    { auth_req_id: answer.auth_req_id, resource: api },
    { DPoP },
  );

/** The owner answers on her own phone, in her own time. */
export async function answerDecoupled(
  platform: Pick<Platform, 'url'>,
  { requestId }: Pick<Asked, 'requestId'>,
  decision = 'agree',
  persona = ownerPersona().id,
): Promise<void> {
  const phone = new RawBrowser(platform.url);
  await signInToMy(phone, persona);
  const question = await phone.follow(`/my/requests/${requestId}`);
  const { response, markup } = await phone.follow(...answerWith(question, decision));
  if (!response.ok) throw new Error(`no answer taken: ${/<code>(\w+)<\/code>/.exec(markup)?.[1]}`);
}
