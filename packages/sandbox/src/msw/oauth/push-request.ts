import { toBase64Url } from '@xinqiao/audit-log';
import { type ErrorCode, PlatformError } from '@xinqiao/contracts';
import { z } from 'zod';
import { type PushedConsent, requestConsent } from '../consents/request.ts';
import type { Platform } from '../platform.ts';
import { authenticateClient } from './client-assertion.ts';
import { checkConsentDetails } from './consent-details.ts';
import { dpopKeyOf } from './dpop-key.ts';
import { parseForm, readForm } from './form.ts';
import { OAuthError } from './oauth-error.ts';

/** How long the link to the consent page may be opened, in seconds. */
const LINK_SECONDS = 60;

const REQUEST_URI = 'urn:ietf:params:oauth:request_uri:';

/** What the FAPI 2.0 Security Profile §5.3.2.2 asks of a pushed request. */
const PushedParameters = (api: string) =>
  z.object({
    client_id: z.string(),
    response_type: z.literal('code'),
    redirect_uri: z.url().refine((uri) => !uri.includes('#'), { error: 'must not have a fragment' }),
    scope: z.string().default(''),
    code_challenge: z.string().regex(/^[\w-]{43}$/, { error: 'must be an S256 challenge of 43 characters' }),
    code_challenge_method: z.literal('S256'),
    resource: z.literal(api).default(api),
    state: z.string().optional(),
    nonce: z.string().optional(),
    dpop_jkt: z.string().optional(),
    request_uri: z.never({ error: 'is not accepted here' }).optional(),
  });

/** The pushed authorization request endpoint (RFC 9126): a request that passes becomes a PENDING consent. */
export async function pushRequest(platform: Platform, request: Request): Promise<object> {
  const form = await readForm(request);
  const applicationId = authenticateClient(platform, form);
  const pushed = parseForm(PushedParameters(platform.api), form, {
    response_type: 'unsupported_response_type',
    resource: 'invalid_target',
    request_uri: 'request_uri_not_supported',
  });
  if (pushed.nonce !== undefined && !pushed.scope.split(' ').includes('openid'))
    throw new OAuthError('invalid_request', 'openid scope must be requested when using the nonce parameter');
  const { detail, template } = checkConsentDetails(platform, form.authorization_details);
  const thumbprint = await dpopKeyOf(platform, request);
  const dpopJkt = pushed.dpop_jkt ?? thumbprint;
  if (thumbprint !== undefined && dpopJkt !== thumbprint)
    throw new OAuthError('invalid_request', 'DPoP proof key thumbprint does not match dpop_jkt');

  const { type: _type, ...asked } = detail;
  const { consentId, requestId, reference } = ask({
    request: asked,
    template,
    applicationId,
    linkSeconds: LINK_SECONDS,
  });
  const requestUri = REQUEST_URI + toBase64Url(platform.random(16));
  platform.state.pushed.set(requestUri, {
    consentId,
    requestId,
    applicationId,
    redirectUri: pushed.redirect_uri,
    scope: pushed.scope,
    state: pushed.state,
    nonce: pushed.nonce,
    codeChallenge: pushed.code_challenge,
    dpopJkt,
    detail,
  });
  return {
    ...{ expires_in: LINK_SECONDS, request_uri: requestUri },
    ...{ consent_id: consentId, request_id: requestId, reference },
  };

  /** A request that is fair may be refused all the same: it comes too soon, or the consent it would change does not fit. */
  function ask(request: PushedConsent) {
    try {
      return requestConsent(platform, request);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const { code, details } = error;
      const problem = PROBLEMS[code];
      const dated = typeof details?.from === 'string' ? { allowed: `from ${details.from}` } : {};
      const errors = problem === undefined ? error.errors : [{ ...problem, ...dated }];
      throw new OAuthError('invalid_authorization_details', 'see code and errors', { code, errors });
    }
  }
}

const PROBLEMS: Readonly<Partial<Record<ErrorCode, { readonly path: string; readonly problem: string }>>> = {
  CONSENT_NOT_FOUND: { path: 'amends', problem: 'There is no such consent of yours.' },
  CONSENT_CHANGED_MEANWHILE: {
    path: 'amends',
    problem: 'The consent does not live, or has another purpose.',
  },
  CONSENT_CHANGE_PENDING: { path: 'amends', problem: 'A change of it already waits for an answer.' },
  CONSENT_ASKED_TOO_SOON: { path: 'customer', problem: 'The enterprise refused not long ago.' },
};
