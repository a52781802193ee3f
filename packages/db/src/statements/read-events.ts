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
  WITH stream AS (SELECT coalesce(max(position), 0) AS end FROM event WHERE participant_id = $1)
  SELECT stream.end, found.*
  FROM stream LEFT JOIN LATERAL (
    SELECT id, operator_id AS "operatorId", participant_id AS "participantId", type, ordering_key AS "orderingKey",
      occurred_at AS "occurredAt", position, data
    FROM event
    WHERE participant_id = $1 AND position > $2 AND ($3::text[] IS NULL OR type = ANY ($3))
    ORDER BY position
    LIMIT $4
  ) AS found ON true
  ORDER BY found.position`;

export interface EventsRead {
  readonly events: readonly PlacedEvent[];
  /** Up to where the stream was looked through: nothing wanted stands between the last event and there. */
  readonly position: bigint;
}

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
): Promise<EventsRead> {
  const { rows } = await runPrepared<PlacedEvent & { readonly end: bigint }>(tx, 'read-events', READ, [
    ...[participantId, after, types ?? null, limit],
  ]);
  const events = rows.flatMap(({ end: _end, ...event }) => (event.id === null ? [] : [event]));
  const last = events.at(-1)?.position ?? after;
  const end = rows[0]?.end ?? 0n;
  // One statement, one moment: what is not among them was not there. A full page may leave some behind.
  return { events, position: events.length === limit || end < last ? last : end };
}
