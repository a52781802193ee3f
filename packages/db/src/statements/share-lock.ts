import type { Tx } from '../tx.ts';

/** As `takeLock`, but held together with others who share it; whoever takes the lock waits for all of them. */
export async function shareLock(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`;
}
