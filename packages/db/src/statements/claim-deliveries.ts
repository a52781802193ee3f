import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** A delivery that is ours to try until its lease is over. */
export interface ClaimedDelivery {
  readonly endpointId: string;
  readonly url: string;
  readonly eventId: string;
  readonly operatorId: string;
  readonly participantId: string;
  readonly type: string;
  readonly orderingKey: string;
  readonly occurredAt: Date;
  readonly position: bigint;
  readonly data: unknown;
  /** Number of this attempt, from 1. */
  readonly attempts: number;
  readonly leasedUntil: Date;
  /** Since when it could have been delivered: neither before it was due nor while its participant was suspended. */
  readonly dueSince: Date;
  /** Sealed secrets of the endpoint in force, the newest first. */
  readonly sealedSecrets: readonly string[];
}

export interface Claim {
  readonly now: Date;
  readonly leasedUntil: Date;
  /** Most endpoints to serve. */
  readonly endpoints: number;
  /** Most attempts under way at one endpoint, on all nodes together. */
  readonly perEndpoint: number;
  /** Endpoints that failed last: one attempt at a time. */
  readonly cautious: readonly string[];
}

/** Locks them, so that no other node counts and claims at the same endpoint meanwhile. */
const ENDPOINTS = `
  SELECT endpoint.id FROM webhook_endpoint endpoint
  WHERE endpoint.status = 'ACTIVE'
    AND EXISTS (
      SELECT FROM participant
      WHERE participant.id = endpoint.participant_id AND participant.status IN ('SANDBOX', 'CERTIFIED', 'ACTIVE')
    )
    AND EXISTS (
      SELECT FROM webhook_delivery due
      WHERE due.endpoint_id = endpoint.id AND due.status = 'PENDING' AND due.next_attempt_at <= $1
        AND (due.leased_until IS NULL OR due.leased_until <= $1)
    )
  ORDER BY random()
  LIMIT $2
  FOR NO KEY UPDATE OF endpoint SKIP LOCKED`;

const CLAIM = `
  WITH endpoint AS (
    SELECT id, participant_id, url,
      CASE WHEN id = ANY ($3) THEN 1 ELSE $4::int END - (
        SELECT count(*) FROM webhook_delivery running
        WHERE running.endpoint_id = webhook_endpoint.id AND running.status = 'PENDING' AND running.leased_until > $1
      ) AS room
    FROM webhook_endpoint WHERE id = ANY ($2)
  ), head AS (
    SELECT first.* FROM endpoint CROSS JOIN LATERAL (
      SELECT delivery.endpoint_id, delivery.event_id FROM webhook_delivery delivery
      WHERE delivery.endpoint_id = endpoint.id AND delivery.status = 'PENDING' AND delivery.next_attempt_at <= $1
        AND (delivery.leased_until IS NULL OR delivery.leased_until <= $1)
        AND NOT EXISTS (
          SELECT FROM webhook_delivery earlier
          WHERE earlier.endpoint_id = delivery.endpoint_id AND earlier.ordering_key = delivery.ordering_key
            AND earlier.status = 'PENDING' AND earlier.position < delivery.position
        )
      ORDER BY delivery.next_attempt_at
      LIMIT greatest(endpoint.room, 0)
      FOR UPDATE SKIP LOCKED
    ) AS first
  ), claimed AS (
    UPDATE webhook_delivery delivery SET attempts = delivery.attempts + 1, leased_until = $5
    FROM head
    WHERE delivery.endpoint_id = head.endpoint_id AND delivery.event_id = head.event_id
    RETURNING delivery.*
  )
  SELECT claimed.endpoint_id AS "endpointId", endpoint.url, event.id AS "eventId", event.operator_id AS "operatorId",
    event.participant_id AS "participantId", event.type, event.ordering_key AS "orderingKey",
    event.occurred_at AS "occurredAt", event.position, event.data, claimed.attempts,
    claimed.leased_until AS "leasedUntil", greatest(claimed.due_since, participant.status_since) AS "dueSince",
    ARRAY(
      SELECT sealed FROM webhook_secret secret
      WHERE secret.endpoint_id = claimed.endpoint_id AND (secret.ends_at IS NULL OR secret.ends_at > $1)
      ORDER BY secret.ends_at DESC NULLS FIRST
    ) AS "sealedSecrets"
  FROM claimed
  JOIN endpoint ON endpoint.id = claimed.endpoint_id
  JOIN event ON event.id = claimed.event_id
  JOIN participant ON participant.id = endpoint.participant_id`;

/**
 * Claims due deliveries for one attempt each.
 *
 * Of each queue, the events of one ordering key to one endpoint, only the first that is still pending can be claimed:
 * none starts before those ahead of it were delivered or given up. A node that dies holds its claims until their lease
 * is over. Endpoints that are disabled, and participants that are suspended, wait without loss.
 */
export async function claimDeliveries(tx: Tx, claim: Claim): Promise<readonly ClaimedDelivery[]> {
  const { now, leasedUntil, endpoints, perEndpoint, cautious } = claim;
  const due = await runPrepared<{ id: string }>(tx, 'due-endpoints', ENDPOINTS, [now, endpoints]);
  if (due.rowCount === 0) return [];
  // A statement of its own: it must see what whoever held these locks before claimed.
  const { rows } = await runPrepared<ClaimedDelivery>(tx, 'claim-deliveries', CLAIM, [
    ...[now, due.rows.map(({ id }) => id), cautious],
    ...[perEndpoint, leasedUntil],
  ]);
  return rows;
}
