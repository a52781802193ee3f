import { type AgentPlace, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { Services } from '../services.ts';

export interface NewAgent {
  readonly agentId: string;
  readonly name: string;
  readonly place: AgentPlace;
  readonly dailyLimit: number;
  /** Who registers her. */
  readonly registeredBy: string;
}

/**
 * Writes an agent and, where the city's sign-in has not brought her yet, her identity. Whoever works for a participant
 * helps no owner to answer it.
 *
 * @throws {PlatformError} `DUTIES_IN_CONFLICT`, `AGENT_ALREADY_REGISTERED`
 */
export async function createAgent(
  { clock, operatorId }: Pick<Services, 'clock' | 'operatorId'>,
  tx: Tx,
  { agentId, name, place, dailyLimit, registeredBy }: NewAgent,
): Promise<void> {
  await tx.identity.createMany({
    data: { id: agentId, displayName: name, roles: ['AGENT'] },
    skipDuplicates: true,
  });
  const { participantId, roles } = await tx.identity.findUniqueOrThrow({ where: { id: agentId } });
  if (participantId !== null) throw new PlatformError('DUTIES_IN_CONFLICT');
  if (!roles.includes('AGENT'))
    await tx.identity.update({ where: { id: agentId }, data: { roles: [...roles, 'AGENT'] } });
  if ((await tx.agent.count({ where: { identityId: agentId } })) > 0)
    throw new PlatformError('AGENT_ALREADY_REGISTERED');
  await tx.agent.create({
    data: {
      ...{ identityId: agentId, name, operatorId, dailyLimit, registeredBy },
      ...{ placeCode: place.code, placeName: place.name },
      ...{ status: 'ACTIVE', createdAt: clock.now() },
    },
  });
}
