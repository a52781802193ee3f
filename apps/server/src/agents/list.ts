import type { Handler } from '../http/run-operation.ts';
import { agentView } from './agent-view.ts';

/** Every village agent of the operator. */
export const listAgents: Handler<'agents.list'> = async ({ services, principal }) => {
  const { participantId } = principal;
  const rows = await services.operatorDatabase.transaction({ participantId }, (tx) =>
    tx.agent.findMany({ orderBy: { identityId: 'asc' } }),
  );
  return { items: rows.map(agentView) };
};
