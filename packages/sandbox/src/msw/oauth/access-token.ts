import { toBase64Url } from '@xinqiao/audit-log';
import {
  ApplicationId,
  type ParticipantId,
  PlatformError,
  SCOPE_NAMES,
  type Scope,
} from '@xinqiao/contracts';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Platform } from '../platform.ts';
import { participantOf } from '../state.ts';
import { isCompactJws } from './compact-jws.ts';

/** Life of an access token, in seconds of the system clock. */
export const ACCESS_TOKEN_SECONDS = 300;

export interface AccessToken {
  readonly participantId: ParticipantId;
  readonly applicationId: ApplicationId;
  readonly scopes: ReadonlySet<Scope>;
  /** Thumbprint of the key the token is bound to (RFC 9449 §6.1). */
  readonly keyThumbprint: string;
}

/** Issues a DPoP-bound JWT access token (RFC 9068). @param scope Space-separated; empty: none. */
export async function issueAccessToken(
  { issuer, api, keys, random }: Platform,
  { applicationId, subject, scope, keyThumbprint }: TokenFacts,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return (await keys()).signToken('at+jwt', {
    iss: issuer,
    aud: api,
    sub: subject,
    client_id: applicationId,
    participant_id: participantOf(applicationId),
    ...(scope === '' ? {} : { scope }),
    cnf: { jkt: keyThumbprint },
    jti: toBase64Url(random(16)),
    iat: now,
    exp: now + ACCESS_TOKEN_SECONDS,
  });
}

interface TokenFacts {
  readonly applicationId: ApplicationId;
  /** The application itself, or who agreed. */
  readonly subject: string;
  readonly scope: string;
  readonly keyThumbprint: string;
}

const Claims = z.object({
  client_id: ApplicationId,
  scope: z.string().default(''),
  cnf: z.object({ jkt: z.string().length(43) }),
});

/** @throws {PlatformError} `TOKEN_EXPIRED`, `TOKEN_AUDIENCE_WRONG`, `TOKEN_INVALID` */
export async function verifyAccessToken(
  { issuer, api, keys }: Platform,
  token: string,
): Promise<AccessToken> {
  if (!isCompactJws(token)) throw new PlatformError('TOKEN_INVALID');
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet((await keys()).tokenKeys), {
      issuer,
      audience: api,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'iat'],
    });
    const { client_id: applicationId, scope, cnf } = Claims.parse(payload);
    const granted = new Set(scope.split(' '));
    return {
      participantId: participantOf(applicationId),
      applicationId,
      scopes: new Set(SCOPE_NAMES.filter((name) => granted.has(name))),
      keyThumbprint: cnf.jkt,
    };
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw new PlatformError('TOKEN_EXPIRED', { cause });
    if (cause instanceof errors.JWTClaimValidationFailed && cause.claim === 'aud')
      throw new PlatformError('TOKEN_AUDIENCE_WRONG', { cause });
    throw new PlatformError('TOKEN_INVALID', { cause });
  }
}
