import { type Tx, takeLock } from '@xinqiao/db';

/** Who may act for a firm changes one act at a time. Before any row of its authorities is written. */
export const lockAuthorities = (tx: Tx, subjectId: string): Promise<void> =>
  takeLock(tx, `authorities of ${subjectId}`);
