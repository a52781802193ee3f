import { PlatformError } from '@xinqiao/contracts';
import type { AgentRow, Database, Tx } from '@xinqiao/db';

/**
 * The agent who is signed in, as she stands at this moment.
 *
 * @throws {PlatformError} `AGENT_NOT_ACTIVE`
 */
export const requireAgent = (database: Database, identityId: string): Promise<AgentRow> =>
  database.transaction({ identityId }, (tx) => requireAgentIn(tx, identityId));

/**
 * The same in the caller’s transaction (scope: her).
 *
 * @throws {PlatformError} `AGENT_NOT_ACTIVE`
 */
export async function requireAgentIn(tx: Tx, identityId: string): Promise<AgentRow> {
  const agent = await tx.agent.findUnique({ where: { identityId } });
  if (agent?.status !== 'ACTIVE') throw new PlatformError('AGENT_NOT_ACTIVE');
  return agent;
}
