import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/**
 * Keeps an objection from being settled or withdrawn by others until the transaction ends.
 *
 * @returns Whether it is visible.
 */
export const lockCorrection = async (tx: Tx, id: string): Promise<boolean> =>
  (await runPrepared(tx, 'lock-correction', 'SELECT 1 FROM correction WHERE id = $1 FOR NO KEY UPDATE', [id]))
    .rowCount > 0;
