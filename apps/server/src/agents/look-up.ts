import { randomUUID } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { type Tx, takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import { countAttempt } from '../authorities/attempts.ts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { findNumbered, type NumberedRequest } from './brought-request.ts';
import { requireAgent } from './own-agent.ts';

/** Most look-ups of an agent within 24 hours that led to no preparation of hers. */
const IN_VAIN = 60;
const KIND = 'LOOK_UP';

/**
 * An agent looks a request up by its number. Every look-up counts until she has prepared the request, whether there is
 * one or not, and one that exists is logged: nobody finds out by trying who asks whom.
 *
 * @throws {PlatformError} `AGENT_NOT_ACTIVE`, `AGENT_LIMIT_REACHED`, `CONSENT_REQUEST_NOT_FOUND`
 */
export async function lookUp(
  services: AuthorizationServices,
  agentId: string,
  reference: string,
): Promise<NumberedRequest> {
  const { database, clock, vault } = services;
  await requireAgent(database, agentId);
  // What cannot be a number tells nothing and is not counted.
  if (!/^[0-9A-Z]{8}$/.test(reference)) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const found = await findNumbered(services, reference);
  if (found?.assistance?.agentId === agentId) return found;
  const scope = found === undefined ? {} : { participantId: found.participantId };
  await database.transaction({ identityId: agentId, ...scope }, async (tx) => {
    await takeLock(tx, `agent ${agentId}`);
    await countAttempt(tx, {
      ...{ identityId: agentId, kind: KIND, id: `${reference} ${randomUUID()}` },
      ...{ most: IN_VAIN, refusal: 'AGENT_LIMIT_REACHED', now: clock.now() },
    });
    if (found === undefined) return;
    const { participantId, consentId, requestId, loggedSubject } = found;
    await appendEntry(services, tx, {
      ...{ kind: 'CONSENT_REQUEST_LOOKED_UP', actor: ownerOf(vault, participantId, agentId) },
      ...{ participantId, subjectId: loggedSubject, consentId },
      detail: { requestId },
    });
  });
  if (found === undefined) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  return found;
}

/** She prepared it: what she looked up for that was not in vain. */
export async function forgetLookUps(tx: Tx, agentId: string, reference: string): Promise<void> {
  await tx.authorityAttempt.deleteMany({
    where: { identityId: agentId, kind: KIND, id: { startsWith: `${reference} ` } },
  });
}
