import type { Tx } from '../tx.ts';

/**
 * Removes events that happened before an instant, and their deliveries with them.
 *
 * The last of the stream stays: the next takes its place after it, and no place is ever given twice.
 *
 * @param limit Most events to remove.
 * @returns Events removed.
 */
export const purgeEvents = (tx: Tx, before: Date, limit: number): Promise<number> => tx.$executeRaw`
  DELETE FROM event WHERE id IN (
    SELECT id FROM event
    WHERE occurred_at < ${before} AND position < (SELECT max(position) FROM event)
    ORDER BY occurred_at LIMIT ${limit}
  )`;
