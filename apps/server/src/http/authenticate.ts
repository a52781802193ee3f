import { createHash } from 'node:crypto';
import { type ParticipantKind, PlatformError, type Scope } from '@xinqiao/contracts';
import { type CallerStanding, insertOnce } from '@xinqiao/db';
import type { FastifyRequest } from 'fastify';
import { programRefusal, readStanding } from '../applications/standing.ts';
import type { Clock } from '../clock.ts';
import type { Services } from '../services.ts';
import { countCall } from '../usage/count-call.ts';
import { admit } from '../usage/rate.ts';
import type { AccessTokenVerifier } from './access-token.ts';
import type { DpopNonces } from './dpop-nonce.ts';
import { verifyDpopProof } from './dpop-proof.ts';
import { type Principal, scopesOfRoles } from './principal.ts';

export interface Authentication {
  readonly services: Services;
  readonly accessTokens: AccessTokenVerifier;
  readonly nonces: DpopNonces;
  /** The real time, also where the sandbox’s clock was moved on: tokens and proofs live by it. */
  readonly tokenClock: Clock;
  /** Scheme, host and port callers address us by. */
  readonly origin: string;
}

/**
 * Token and DPoP proof become a principal.
 *
 * Fails closed. One statement says how participant, licences, application, key and person stand at this moment, so
 * that an act on any node counts for the next call on every node. A refused call uses its proof up.
 *
 * @throws {PlatformError} codes of tokens and proofs; `OPERATOR_NOT_LICENSED`, `PARTICIPANT_SUSPENDED`,
 * `PARTICIPANT_NOT_ACTIVE`, `PARTICIPANT_NOT_LICENSED`, `APPLICATION_SUSPENDED`, `ENVIRONMENT_WRONG`, `KEY_NOT_IN_FORCE`;
 * `RATE_LIMITED`
 */
export async function authenticate(
  authentication: Authentication,
  request: FastifyRequest,
): Promise<Principal> {
  const { services, accessTokens, nonces, tokenClock, origin } = authentication;
  const [scheme, accessToken, ...rest] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'DPoP' || accessToken === undefined || accessToken === '' || rest.length > 0)
    throw new PlatformError('TOKEN_MISSING');
  const token = await accessTokens.verify(accessToken);

  const proof = request.headers.dpop;
  if (typeof proof !== 'string') throw new PlatformError('DPOP_PROOF_INVALID');
  const { onceOnly, rememberUntil } = await verifyDpopProof(
    {
      proof,
      method: request.method,
      url: origin + request.url.split('?')[0],
      accessToken,
      keyThumbprint: token.keyThumbprint,
    },
    nonces,
    tokenClock,
  );

  const { participantId, applicationId, keyId, grantId } = token;
  const { standing, refusal, rate } = await services.database.transaction({ participantId }, async (tx) => {
    const hash = createHash('sha256').update(onceOnly).digest();
    if (!(await insertOnce(tx, 'dpop', hash, rememberUntil))) throw new PlatformError('DPOP_PROOF_REPLAYED');
    const standing = await readStanding(services, tx, { participantId, applicationId, keyId });
    const refusal = programRefusal(services.environment, standing);
    if (refusal !== undefined) return { standing, refusal };
    return {
      standing,
      rate: await countCall(services, tx, { kind: 'application', participantId, applicationId }),
    };
  });
  if (refusal !== undefined || standing === undefined) throw refusal;
  admit(request, rate);
  const { identityId } = standing;
  return {
    kind: 'application',
    ...{ participantId, applicationId, keyId, grantId },
    identityId: identityId ?? undefined,
    scopes: new Set(scopesNow(standing).filter((scope) => token.scopes.has(scope))),
  };
}

/** What the application is admitted for today, and of a staff tool only what the roles of its person allow today. */
function scopesNow({
  kind,
  applicationScopes,
  identityId,
  identityStatus,
  roles,
}: CallerStanding): readonly Scope[] {
  const admitted = (applicationScopes ?? []) as readonly Scope[];
  if (identityId === null) return admitted;
  if (identityStatus !== 'ACTIVE') return [];
  const allowed = scopesOfRoles(kind as ParticipantKind, roles ?? []);
  return admitted.filter((scope) => allowed.has(scope));
}
