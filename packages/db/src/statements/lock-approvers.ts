import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/**
 * Keeps the authorities by which a request was approved, and one more, from ending until the transaction does: whoever
 * ends one of them waits, and then sees what came of the request.
 */
export async function lockApprovers(tx: Tx, requestId: string, authorityId: string): Promise<void> {
  await runPrepared(
    tx,
    'lock-approvers',
    `SELECT id FROM authority
    WHERE id = $2 OR id IN (SELECT authority_id FROM consent_approval WHERE request_id = $1)
    ORDER BY id FOR SHARE`,
    [requestId, authorityId],
  );
}
