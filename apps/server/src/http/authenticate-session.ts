import { type ParticipantKind, PlatformError, type Scope } from '@xinqiao/contracts';
import type { FastifyRequest } from 'fastify';
import { participantRefusal, readStanding } from '../applications/standing.ts';
import type { Services } from '../services.ts';
import { type Principal, scopesOfRoles } from './principal.ts';
import type { Sessions } from './session.ts';

/** What the staff of a participant may do while it is not served: see why, put it right, ask for help. */
const OWN_AFFAIRS: ReadonlySet<Scope> = new Set<Scope>([
  ...(['applications:read', 'applications:write', 'audit:read', 'metering:read'] as const),
  ...(['catalogue:read', 'cases:read', 'cases:write', 'people:agree'] as const),
]);

/**
 * The session of somebody who signed in becomes a principal. The cookie says who she is; what she may do is looked
 * up at every call, so that a role taken away ends at once.
 *
 * @throws {PlatformError} `SIGN_IN_REQUIRED` when nobody, or nobody’s staff, is signed in
 */
export async function authenticateSession(
  services: Services,
  sessions: Sessions,
  request: FastifyRequest,
): Promise<Principal> {
  const session = await sessions.read(request);
  if (session === undefined || session.participantId === null) throw new PlatformError('SIGN_IN_REQUIRED');
  const { participantId, identityId } = session;
  const standing = await services.database.transaction({ participantId }, (tx) =>
    readStanding(services, tx, { participantId, identityId }),
  );
  if (standing?.identityStatus !== 'ACTIVE') throw new PlatformError('SIGN_IN_REQUIRED');
  const withheld = participantRefusal(services.environment, standing);
  const scopes = [...scopesOfRoles(standing.kind as ParticipantKind, standing.roles ?? [])];
  return {
    kind: 'person',
    participantId,
    identityId,
    scopes: new Set(withheld === undefined ? scopes : scopes.filter((scope) => OWN_AFFAIRS.has(scope))),
    withheld,
  };
}
