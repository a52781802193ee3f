import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** An event that has its place in the stream. */
export interface PlacedEvent {
  readonly id: string;
  readonly operatorId: string;
  readonly participantId: string;
  readonly type: string;
  readonly orderingKey: string;
  readonly occurredAt: Date;
  readonly position: bigint;
  readonly data: unknown;
}

const READ = `
  SELECT id, operator_id AS "operatorId", participant_id AS "participantId", type, ordering_key AS "orderingKey",
    occurred_at AS "occurredAt", position, data
  FROM event
  WHERE participant_id = $1 AND position > $2 AND ($3::text[] IS NULL OR type = ANY ($3))
  ORDER BY position
  LIMIT $4`;

/**
 * A participant's events after a place in the stream, in order.
 *
 * @param after Place of the last event known; 0 for the beginning.
 * @param types Types wanted; undefined for all.
 */
export async function readEvents(
  tx: Tx,
  participantId: string,
  { after, types, limit }: { after: bigint; types?: readonly string[] | undefined; limit: number },
): Promise<readonly PlacedEvent[]> {
  const { rows } = await runPrepared<PlacedEvent>(tx, 'read-events', READ, [
    ...[participantId, after, types ?? null, limit],
  ]);
  return rows;
}
