import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/**
 * Locks a subject until the transaction ends: changes of its codes follow each other.
 *
 * @returns Its type; undefined when there is none of that id.
 */
export async function lockSubject(tx: Tx, subjectId: string): Promise<string | undefined> {
  const { rows } = await runPrepared<{ type: string }>(
    tx,
    'lock-subject',
    'SELECT type FROM subject WHERE id = $1 FOR NO KEY UPDATE',
    [subjectId],
  );
  return rows[0]?.type;
}
