import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/**
 * Locks what a bank asked until the transaction ends: answers to it follow each other. After the consent's own lock.
 *
 * @returns Its status; undefined where no such request is visible in the scope of the transaction.
 */
export async function lockConsentRequest(tx: Tx, requestId: string): Promise<string | undefined> {
  const { rows } = await runPrepared<{ status: string }>(
    tx,
    'lock-consent-request',
    'SELECT status FROM consent_request WHERE id = $1 FOR UPDATE',
    [requestId],
  );
  return rows[0]?.status;
}
