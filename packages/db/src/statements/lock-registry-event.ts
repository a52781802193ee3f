import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** Locks what the registry reported until the transaction ends: workers apply it one after the other. */
export async function lockRegistryEvent(tx: Tx, eventId: string): Promise<void> {
  await runPrepared(tx, 'lock-registry-event', 'SELECT id FROM registry_event WHERE id = $1 FOR UPDATE', [
    eventId,
  ]);
}
