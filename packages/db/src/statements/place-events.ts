import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface PlacedEvents {
  /** Events that received their place in the stream. */
  readonly events: number;
  /** Deliveries made for them. */
  readonly deliveries: number;
}

/** Held by the one sequencer until its transaction ends. */
const SEQUENCER_LOCK = 0x786e71_05;

const LOCK = 'SELECT pg_try_advisory_xact_lock($1) AS free';

const PLACE = `
  WITH batch AS (
    SELECT id, row_number() OVER (ORDER BY ticket) AS place
    FROM (SELECT id, ticket FROM event WHERE position IS NULL ORDER BY ticket LIMIT $1) AS next
  ), stream AS (
    SELECT coalesce(max(position), 0) AS length FROM event
  ), placed AS (
    UPDATE event SET position = stream.length + batch.place
    FROM batch, stream
    WHERE event.id = batch.id
    RETURNING event.id, event.participant_id, event.type, event.ordering_key, event.position, event.data
  ), delivery AS (
    INSERT INTO webhook_delivery (
      endpoint_id, event_id, participant_id, position, ordering_key, status, due_since, next_attempt_at
    )
    SELECT endpoint.id, placed.id, placed.participant_id, placed.position, placed.ordering_key, 'PENDING', $2::timestamptz,
      -- Behind one that failed there is nothing to do before that is tried again.
      greatest($2::timestamptz, (
        SELECT max(earlier.next_attempt_at) FROM webhook_delivery earlier
        WHERE earlier.endpoint_id = endpoint.id
          AND earlier.ordering_key = placed.ordering_key
          AND earlier.status = 'PENDING'
      ))
    FROM placed
    JOIN webhook_endpoint endpoint ON endpoint.participant_id = placed.participant_id
      AND endpoint.status = 'ACTIVE'
      AND CASE WHEN placed.type = $3 THEN placed.data->>'endpointId' = endpoint.id
        ELSE endpoint.event_types = '{}' OR placed.type = ANY (endpoint.event_types) END
    RETURNING endpoint_id
  )
  SELECT (SELECT count(*) FROM placed)::int AS events, (SELECT count(*) FROM delivery)::int AS deliveries`;

/**
 * Gives the next events their place in the stream and makes their deliveries.
 *
 * Places are given to events whose transaction is over, by one sequencer at a time, and become visible in their order:
 * a reader that asks for what comes after the last place it saw misses nothing. Events that conflict keep the order of
 * their tickets, which is the order of their commits.
 *
 * @param limit Most events to place.
 * @param now From when the deliveries are due.
 * @param testType Type of event that goes to the endpoint it names, whatever types that asked for.
 * @returns Undefined when another sequencer is at work.
 */
export async function placeEvents(
  tx: Tx,
  { limit, now, testType }: { readonly limit: number; readonly now: Date; readonly testType: string },
): Promise<PlacedEvents | undefined> {
  const lock = await runPrepared<{ free: boolean }>(tx, 'lock-stream', LOCK, [SEQUENCER_LOCK]);
  if (!lock.rows[0]!.free) return undefined;
  // A statement of its own: it must see all that the sequencer before this one committed.
  const { rows } = await runPrepared<PlacedEvents>(tx, 'place-events', PLACE, [limit, now, testType]);
  return rows[0]!;
}
