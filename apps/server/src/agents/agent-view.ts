import type { Agent } from '@xinqiao/contracts';
import type { AgentRow } from '@xinqiao/db';

/** An agent as the operator sees her. */
export const agentView = (row: AgentRow): Agent => ({
  agentId: row.identityId,
  name: row.name,
  place: { code: row.placeCode, name: row.placeName },
  dailyLimit: row.dailyLimit,
  status: row.status as Agent['status'],
  registeredAt: row.createdAt.toISOString(),
});
