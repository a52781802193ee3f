import { type AgentPresence, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import { takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { findBrought } from './brought-request.ts';
import { forgetLookUps } from './look-up.ts';
import { requireAgent, requireAgentIn } from './own-agent.ts';

/**
 * An agent prepares a request: she was there, at her service point, and knew the owner. It is counted against her day
 * under a lock, so that many at once are not more than the limit. Preparing again changes nothing. The bank reads the
 * entry before anybody agreed: it names no firm.
 *
 * @throws {PlatformError} `AGENT_NOT_ACTIVE`, `AGENT_LIMIT_REACHED`, `CONSENT_REQUEST_NOT_FOUND` also when another
 *   agent prepared it or the firm is not registered, `DUTIES_IN_CONFLICT`
 */
export async function prepareRequest(
  services: AuthorizationServices,
  agentId: string,
  reference: string,
  presence: AgentPresence,
): Promise<void> {
  const { database, clock, vault } = services;
  await requireAgent(database, agentId);
  const brought = await findBrought(services, agentId, reference);
  const { requestId, consentId, participantId, loggedSubject } = brought;
  await database.transaction({ identityId: agentId, participantId }, async (tx) => {
    await takeLock(tx, `agent ${agentId}`);
    // Looked at once more under the lock: whoever was suspended meanwhile prepares nothing.
    const agent = await requireAgentIn(tx, agentId);
    const known = await tx.assistance.findUnique({ where: { requestId } });
    if (known?.agentId === agentId) return;
    if (known !== null) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    const day = new Date(clock.today());
    const today = await tx.assistance.count({ where: { agentId, day } });
    if (today >= agent.dailyLimit) throw new PlatformError('AGENT_LIMIT_REACHED');
    const place = { placeCode: agent.placeCode, placeName: agent.placeName };
    await tx.assistance.create({
      data: { requestId, agentId, ...place, presence, day, preparedAt: clock.now() },
    });
    await forgetLookUps(tx, agentId, reference);
    await appendEntry(services, tx, {
      ...{ kind: 'CONSENT_PREPARED', actor: ownerOf(vault, participantId as ParticipantId, agentId) },
      ...{ participantId, subjectId: loggedSubject, consentId },
      detail: { requestId, place: agent.placeCode, presence },
    });
  });
}
