import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { takenMeans } from '../subjects/create-subject.ts';
import { agentView } from './agent-view.ts';
import { createAgent } from './create-agent.ts';

/** The operator registers a village agent. She may prepare from now on, and agree to nothing. */
export const registerAgent: Handler<'agents.register'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  const { agentId, place, dailyLimit } = input;
  const registered = services.operatorDatabase.transaction({ participantId }, async (tx) => {
    const read = async () => agentView(await tx.agent.findUniqueOrThrow({ where: { identityId: agentId } }));
    if (earlierResult !== undefined) return read();
    await createAgent(services, tx, { ...input, registeredBy: personOf(principal) });
    await appendEntry(services, tx, {
      ...{ kind: 'AGENT_REGISTERED', actor: personOf(principal), participantId },
      ...{ subjectId: null, consentId: null },
      detail: { agentId, place: place.code, dailyLimit },
    });
    await complete(tx, agentId);
    return read();
  });
  return registered.catch(takenMeans('AGENT_ALREADY_REGISTERED'));
};
