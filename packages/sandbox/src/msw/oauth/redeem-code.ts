import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from '@xinqiao/audit-log';
import type { ApplicationId } from '@xinqiao/contracts';
import { z } from 'zod';
import type { Platform } from '../platform.ts';
import type { AuthorizationCode, PushedRequest } from '../state.ts';
import { ACCESS_TOKEN_SECONDS, issueAccessToken } from './access-token.ts';
import { type Form, parseForm } from './form.ts';
import { OAuthError } from './oauth-error.ts';

const CodeParameters = z.object({
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string().default(''),
});

/** A request of a client that has shown who it is and which key it holds. */
export interface CodeRequest {
  readonly applicationId: ApplicationId;
  readonly keyThumbprint: string;
  readonly form: Form;
}

/**
 * Redeems an authorization code (RFC 6749 §4.1.3) once, for the client, redirect URI, PKCE verifier (RFC 7636
 * §4.6) and DPoP key (RFC 9449 §10) it was asked for with.
 *
 * Its access token has no scope, as the server's: a bank reads under its own token. What counts is the consent that
 * `authorization_details` names.
 *
 * @throws {OAuthError} `invalid_grant`, `invalid_request`
 */
export async function redeemCode(platform: Platform, request: CodeRequest): Promise<object> {
  const { applicationId, keyThumbprint } = request;
  const code = takeCode(platform, request);
  const { pushed, identityId } = code;
  const openid = pushed.scope.split(' ').includes('openid');
  return {
    access_token: await issueAccessToken(platform, {
      applicationId,
      subject: identityId,
      scope: '',
      keyThumbprint,
    }),
    expires_in: ACCESS_TOKEN_SECONDS,
    scope: '',
    ...(openid ? { id_token: await idToken(platform, code) } : {}),
    token_type: 'DPoP',
    authorization_details: [agreedDetail(platform, pushed)],
  };
}

function takeCode({ state, clock }: Platform, { applicationId, keyThumbprint, form }: CodeRequest) {
  const given = parseForm(CodeParameters, form);
  const code = state.codes.get(given.code);
  if (code === undefined) throw invalid('authorization code not found');
  const { pushed } = code;
  const expected: Record<string, boolean> = {
    'client mismatch': pushed.applicationId === applicationId,
    'authorization code is expired': clock.now().getTime() < code.expiresMs,
    'code_verifier does not match code_challenge': challengeOf(given.code_verifier) === pushed.codeChallenge,
    'authorization code redirect_uri mismatch': pushed.redirectUri === given.redirect_uri,
    'DPoP proof key thumbprint does not match dpop_jkt':
      pushed.dpopJkt === undefined || pushed.dpopJkt === keyThumbprint,
    'authorization code already consumed': !state.seen.has(`code ${given.code}`),
  };
  for (const [problem, fine] of Object.entries(expected)) if (!fine) throw invalid(problem);
  state.seen.add(`code ${given.code}`);
  return code;
}

const invalid = (description: string) => new OAuthError('invalid_grant', description);

/** S256 of RFC 7636 §4.2. */
const challengeOf = (verifier: string): string => toBase64Url(sha256(new TextEncoder().encode(verifier)));

/** By the system clock, which is the one the caller's library compares it with. */
async function idToken(
  { issuer, keys }: Platform,
  { pushed, identityId }: AuthorizationCode,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return (await keys()).signToken(undefined, {
    iss: issuer,
    sub: identityId,
    aud: pushed.applicationId,
    ...(pushed.nonce === undefined ? {} : { nonce: pushed.nonce }),
    iat: now,
    exp: now + ACCESS_TOKEN_SECONDS,
  });
}

/** What was agreed, of whom: items without those left to choose, and the enterprise as it is registered. */
function agreedDetail({ state }: Platform, { detail, consentId }: PushedRequest) {
  const { optionalItems: _, ...asked } = detail;
  const subjectId = state.consents.get(consentId)?.consent.subjectId;
  const subject = state.subjects.find((each) => each.subjectId === subjectId);
  return {
    ...asked,
    ...(subject === undefined ? {} : { customer: { uscc: subject.uscc } }),
    consent_id: consentId,
  };
}
