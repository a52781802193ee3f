import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** Keeps what authorities a person holds for a firm from ending until the transaction does. After the consent's lock. */
export async function lockHeldAuthorities(tx: Tx, identityId: string, subjectId: string): Promise<void> {
  await runPrepared(
    tx,
    'lock-held-authorities',
    'SELECT id FROM authority WHERE identity_id = $1 AND subject_id = $2 ORDER BY id FOR SHARE',
    [identityId, subjectId],
  );
}
