import type { Tx } from '../tx.ts';

/** Waits for, and holds until the transaction ends, the lock of that name: among all nodes, one at a time. */
export async function takeLock(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
