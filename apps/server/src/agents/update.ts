import { PlatformError } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { agentView } from './agent-view.ts';

/** The operator changes where an agent works, how much she may do, or whether she may. It holds from her next step on. */
export const updateAgent: Handler<'agents.update'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  const { agentId, place, dailyLimit, status } = input;
  return services.operatorDatabase.transaction({ participantId }, async (tx) => {
    const known = await tx.agent.findUnique({
      where: { identityId: agentId },
    });
    if (known === null) throw new PlatformError('AGENT_NOT_FOUND');
    if (earlierResult !== undefined) return agentView(known);
    const changed = await tx.agent.update({
      where: { identityId: agentId },
      data: {
        ...(place === undefined ? {} : { placeCode: place.code, placeName: place.name }),
        ...(dailyLimit === undefined ? {} : { dailyLimit }),
        ...(status === undefined ? {} : { status }),
      },
    });
    await appendEntry(services, tx, {
      ...{ kind: 'AGENT_CHANGED', actor: personOf(principal), participantId },
      ...{ subjectId: null, consentId: null },
      detail: {
        agentId,
        place: changed.placeCode,
        dailyLimit: changed.dailyLimit,
        status: changed.status,
      },
    });
    await complete(tx, agentId);
    return agentView(changed);
  });
};
