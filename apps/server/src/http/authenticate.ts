import { createHash } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { insertOnce } from '@xinqiao/db';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Services } from '../services.ts';
import type { AccessTokenVerifier } from './access-token.ts';
import type { DpopNonces } from './dpop-nonce.ts';
import { verifyDpopProof } from './dpop-proof.ts';
import type { Principal } from './principal.ts';

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
 * Fails closed: an application or participant that is not active, or a proof seen before, is refused.
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

  await services.database.transaction({ participantId: token.participantId }, async (tx) => {
    const hash = createHash('sha256').update(onceOnly).digest();
    if (!(await insertOnce(tx, 'dpop', hash, rememberUntil))) throw new PlatformError('DPOP_PROOF_REPLAYED');
    const application = await tx.application.findUnique({
      where: { id: token.applicationId },
      include: { participant: true },
    });
    if (
      application?.participantId !== token.participantId ||
      application.status !== 'ACTIVE' ||
      application.participant.status !== 'ACTIVE'
    )
      throw new PlatformError('PARTICIPANT_NOT_ACTIVE');
  });

  const { participantId, applicationId, scopes, grantId } = token;
  return { kind: 'application', participantId, applicationId, scopes, grantId };
}
