import {
  ApplicationId,
  KeyId,
  ParticipantId,
  PlatformError,
  SCOPE_NAMES,
  type Scope,
} from '@xinqiao/contracts';
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { isCompactJws } from './compact-jws.ts';

/** What an access token of our authorization server says (RFC 9068). */
export interface AccessToken {
  readonly participantId: ParticipantId;
  readonly applicationId: ApplicationId;
  /** Key the application proved itself with when it got the token. */
  readonly keyId: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Thumbprint of the key the token is bound to (RFC 9449 §6.1). */
  readonly keyThumbprint: string;
  readonly grantId: string | undefined;
}

/** Longest time a key of ours is still accepted after it ended, in milliseconds. */
const KEYS_KEPT_MS = 5_000;

const Claims = z.object({
  client_id: ApplicationId,
  participant_id: ParticipantId,
  client_key: KeyId,
  scope: z.string().default(''),
  cnf: z.object({ jkt: z.string().length(43) }),
  grant_id: z.string().optional(),
});

export interface AccessTokenVerifier {
  verify(token: string): Promise<AccessToken>;
}

/**
 * Verifies access tokens offline, with the public keys of the authorization server.
 *
 * Tokens live at most five minutes and cannot be revoked one by one: every call looks up how its application and key
 * stand, and every read checks the consent as well.
 *
 * @param readKeys Reads the public keys accepted at present. They are kept for 5 s, so that a key of ours that ended is
 * refused within that time, and read again when a key id is unknown.
 */
export function accessTokenVerifier(options: {
  issuer: string;
  audience: string;
  clock: Clock;
  readKeys: () => Promise<JSONWebKeySet>;
}): AccessTokenVerifier {
  let kept: { readonly keys: ReturnType<typeof createLocalJWKSet>; readonly readAt: number } | undefined;
  const verifyWith = async (token: string) => {
    const readAt = options.clock.now().getTime();
    const age = readAt - (kept?.readAt ?? 0);
    if (kept === undefined || age < 0 || age >= KEYS_KEPT_MS)
      kept = { readAt, keys: createLocalJWKSet(await options.readKeys()) };
    return jwtVerify(token, kept.keys, {
      issuer: options.issuer,
      audience: options.audience,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'iat', 'client_id', 'participant_id', 'client_key', 'cnf'],
      currentDate: options.clock.now(),
    });
  };

  return {
    async verify(token) {
      if (!isCompactJws(token)) throw new PlatformError('TOKEN_INVALID');
      try {
        const { payload } = await verifyWith(token).catch((error: unknown) => {
          if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
          kept = undefined;
          return verifyWith(token);
        });
        const claims = Claims.parse(payload);
        const granted = new Set(claims.scope.split(' '));
        return {
          participantId: claims.participant_id,
          applicationId: claims.client_id,
          keyId: claims.client_key,
          scopes: new Set(SCOPE_NAMES.filter((scope) => granted.has(scope))),
          keyThumbprint: claims.cnf.jkt,
          grantId: claims.grant_id,
        };
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new PlatformError('TOKEN_EXPIRED', { cause: error });
        if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
          throw new PlatformError('TOKEN_AUDIENCE_WRONG', { cause: error });
        if (error instanceof errors.JOSEError || error instanceof z.ZodError)
          throw new PlatformError('TOKEN_INVALID', { cause: error });
        throw error;
      }
    },
  };
}
