import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface PendingEntry {
  readonly entryId: string;
  /** Bytes of the leaf. */
  readonly leaf: Uint8Array<ArrayBuffer>;
}

export interface PendingBatch {
  /** Leaves in the tree so far = index of the first entry of this batch. */
  readonly treeSize: bigint;
  /** In the order they go into the tree. */
  readonly entries: readonly PendingEntry[];
}

/** Held by the one integrator until its transaction ends. */
const INTEGRATOR_LOCK = 0x786e71_04;

const LOCK = 'SELECT pg_try_advisory_xact_lock($1) AS free';

const TAKE = `
  WITH taken AS (
    DELETE FROM log_pending
    WHERE ticket IN (SELECT ticket FROM log_pending ORDER BY ticket LIMIT $1)
    RETURNING ticket, entry_id
  ), tree AS (
    SELECT coalesce(max(index) + 1, 0) AS size FROM log_leaf
  )
  SELECT tree.size AS "treeSize", taken.entry_id AS "entryId", log_entry.leaf
  FROM tree
  LEFT JOIN taken ON true
  LEFT JOIN log_entry ON log_entry.id = taken.entry_id
  ORDER BY taken.ticket`;

/**
 * Takes the next entries off the queue, for this transaction to put into the tree.
 *
 * Entries that conflict come in the order in which they were granted their locks. None is skipped: a ticket whose
 * transaction is still running is not visible, and stays queued until it is.
 *
 * @param limit Most entries to take.
 * @returns Undefined when another integrator is at work.
 */
export async function integratePending(tx: Tx, limit: number): Promise<PendingBatch | undefined> {
  const lock = await runPrepared<{ free: boolean }>(tx, 'lock-log', LOCK, [INTEGRATOR_LOCK]);
  if (!lock.rows[0]!.free) return undefined;
  // A statement of its own: it must see all that the integrator before this one committed.
  const { rows } = await runPrepared<PendingRow>(tx, 'take-pending', TAKE, [limit]);
  return {
    treeSize: rows[0]!.treeSize,
    entries: rows.flatMap(({ entryId, leaf }) => (entryId === null ? [] : [{ entryId, leaf: plain(leaf) }])),
  };
}

interface PendingRow {
  readonly treeSize: bigint;
  readonly entryId: string | null;
  readonly leaf: Buffer;
}

/** Bytes without Node's additions, as Prisma gives them. */
const plain = (bytes: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
