import type { Tx } from '../tx.ts';

export interface Replay {
  readonly participantId: string;
  readonly endpointId: string;
  readonly now: Date;
  /** Type of event that goes to the endpoint it names only. */
  readonly testType: string;
  /** Only this event, of whatever type. */
  readonly eventId?: string | undefined;
  /** Only events that happened at or after this instant. */
  readonly from?: Date | undefined;
  /** Only events that happened before this instant. */
  readonly to?: Date | undefined;
  /** Only deliveries that were given up. */
  readonly onlyDead: boolean;
  /** Most events at once, the oldest first. */
  readonly limit: number;
}

/**
 * Queues events for an endpoint once more, from the beginning of its retries. Deliveries on their way stay as they are.
 *
 * @returns Events queued.
 */
export const replayEvents = (
  tx: Tx,
  { participantId, endpointId, now, testType, eventId, from, to, onlyDead, limit }: Replay,
): Promise<number> => tx.$executeRaw`
  INSERT INTO webhook_delivery AS delivery (
    endpoint_id, event_id, participant_id, position, ordering_key, status, due_since, next_attempt_at
  )
  SELECT endpoint.id, event.id, event.participant_id, event.position, event.ordering_key, 'PENDING',
    ${now}::timestamptz, ${now}::timestamptz
  FROM event
  JOIN webhook_endpoint endpoint ON endpoint.id = ${endpointId} AND endpoint.participant_id = event.participant_id
  LEFT JOIN webhook_delivery known ON known.endpoint_id = endpoint.id AND known.event_id = event.id
  WHERE event.participant_id = ${participantId} AND event.position IS NOT NULL
    AND (${eventId ?? null}::text IS NULL OR event.id = ${eventId ?? null}::text)
    AND (${from ?? null}::timestamptz IS NULL OR event.occurred_at >= ${from ?? null}::timestamptz)
    AND (${to ?? null}::timestamptz IS NULL OR event.occurred_at < ${to ?? null}::timestamptz)
    AND CASE WHEN known.status IS NULL
      THEN NOT ${onlyDead}::boolean AND CASE
        WHEN event.type = ${testType} THEN event.data->>'endpointId' = endpoint.id
        ELSE event.id = ${eventId ?? null}::text OR endpoint.event_types = '{}'
          OR event.type = ANY (endpoint.event_types) END
      ELSE known.status = 'DEAD' OR (known.status = 'DELIVERED' AND NOT ${onlyDead}::boolean) END
  ORDER BY event.position
  LIMIT ${limit}
  ON CONFLICT (endpoint_id, event_id) DO UPDATE SET
    status = 'PENDING', attempts = 0, due_since = excluded.due_since, next_attempt_at = excluded.next_attempt_at,
    leased_until = NULL, last_status = NULL, last_error = NULL, delivered_at = NULL
    WHERE delivery.status <> 'PENDING'`;
