import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** Keeps a referral from being worked on by others until the transaction ends. @returns Whether it is visible. */
export const lockReferral = async (tx: Tx, id: string): Promise<boolean> =>
  (await runPrepared(tx, 'lock-referral', 'SELECT 1 FROM referral WHERE id = $1 FOR NO KEY UPDATE', [id]))
    .rowCount > 0;
