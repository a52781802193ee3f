import { PlatformError } from '@xinqiao/contracts';
import type { AgentRow, Database } from '@xinqiao/db';

/**
 * The agent who is signed in, as she stands at this moment.
 *
 * @throws {PlatformError} `AGENT_NOT_ACTIVE`
 */
export async function requireAgent(database: Database, identityId: string): Promise<AgentRow> {
  const agent = await database.transaction({ identityId }, (tx) =>
    tx.agent.findUnique({ where: { identityId } }),
  );
  if (agent?.status !== 'ACTIVE') throw new PlatformError('AGENT_NOT_ACTIVE');
  return agent;
}
