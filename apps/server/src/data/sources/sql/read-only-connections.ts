import type { Connections } from './connections.ts';
import { ROLE_QUERY, RoleMayWrite, requireReadOnly } from './read-only-role.ts';

export interface ReadOnlyConnections extends Pick<Connections, 'query' | 'rows'> {
  /** @throws {RoleMayWrite} */
  check(signal: AbortSignal): Promise<void>;
}

/** The same connections, used by nobody before the role was looked at; a role that may write is never used again. */
export function readOnly(connections: Connections): ReadOnlyConnections {
  let known: 'UNKNOWN' | 'READER' | RoleMayWrite = 'UNKNOWN';
  const check = async (signal: AbortSignal) => {
    if (known === 'READER') return;
    if (known instanceof RoleMayWrite) throw known;
    const role = await connections.query({ text: ROLE_QUERY, values: [] }, signal);
    try {
      requireReadOnly(role);
      known = 'READER';
    } catch (error) {
      if (error instanceof RoleMayWrite) known = error;
      throw error;
    }
  };
  return {
    check,
    async query(statement, signal) {
      await check(signal);
      return connections.query(statement, signal);
    },
    async rows(statement, signal) {
      await check(signal);
      return connections.rows(statement, signal);
    },
  };
}
