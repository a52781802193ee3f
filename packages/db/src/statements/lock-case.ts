import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** Keeps a support case from being changed by others until the transaction ends. @returns Whether it is visible. */
export const lockCase = async (tx: Tx, id: string): Promise<boolean> =>
  (await runPrepared(tx, 'lock-case', 'SELECT 1 FROM support_case WHERE id = $1 FOR UPDATE', [id])).rowCount >
  0;
