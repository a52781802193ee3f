import type { ApplicationId, Scope } from '@xinqiao/contracts';
import { z } from 'zod';
import type { Platform } from '../platform.ts';
import { ACCESS_TOKEN_SECONDS, issueAccessToken } from './access-token.ts';
import { authenticateClient } from './client-assertion.ts';
import { dpopKeyOf } from './dpop-key.ts';
import { parseForm, readForm } from './form.ts';
import { OAuthError } from './oauth-error.ts';
import { redeemCode } from './redeem-code.ts';

/** Scopes of what is answered here; a bank of the server has more. */
const BANK_SCOPES: ReadonlySet<string> = new Set<Scope>([
  'consents:read',
  'consents:write',
  'data:read',
  'decisions:read',
  'decisions:write',
  'policies:read',
  'policies:write',
  'audit:read',
  'catalogue:read',
  'events:read',
]);

const TokenParameters = (api: string) =>
  z.object({
    grant_type: z.enum(['authorization_code', 'client_credentials']),
    resource: z.literal(api).default(api),
    scope: z.string().default(''),
  });

/** The token endpoint (RFC 6749 §3.2): DPoP-bound tokens of five minutes (RFC 9449). */
export async function issueToken(platform: Platform, request: Request): Promise<object> {
  const form = await readForm(request);
  const applicationId = authenticateClient(platform, form);
  const { grant_type: grantType, scope } = parseForm(TokenParameters(platform.api), form, {
    grant_type: 'unsupported_grant_type',
    resource: 'invalid_target',
  });
  const keyThumbprint = await dpopKeyOf(platform, request);
  if (keyThumbprint === undefined) throw new OAuthError('invalid_grant', 'DPoP proof JWT not provided');
  if (grantType === 'authorization_code') return redeemCode(platform, { applicationId, keyThumbprint, form });
  return bankToken(platform, { applicationId, keyThumbprint, scope });
}

/** The bank's own token (RFC 6749 §4.4), with those of the scopes asked for that a bank may have. */
async function bankToken(
  platform: Platform,
  asked: { readonly applicationId: ApplicationId; readonly keyThumbprint: string; readonly scope: string },
) {
  const scope = asked.scope
    .split(' ')
    .filter((name) => BANK_SCOPES.has(name))
    .join(' ');
  return {
    access_token: await issueAccessToken(platform, { ...asked, subject: asked.applicationId, scope }),
    expires_in: ACCESS_TOKEN_SECONDS,
    ...(scope === '' ? {} : { scope }),
    token_type: 'DPoP',
  };
}
