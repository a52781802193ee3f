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
  readonly endpointId: string;
  readonly now: Date;
  readonly leasedUntil: Date;
  /** Most attempts under way at the endpoint, on all nodes together. */
  readonly atOnce: number;
}

/** Which endpoints may be served. */
export interface DueQuery {
  readonly now: Date;
  /** Day of the business, Asia/Shanghai: licences are judged by it. */
  readonly today: string;
  /** Statuses in which a participant is served. */
  readonly served: readonly string[];
  /** Types of licence that each kind of participant must hold. */
  readonly required: Readonly<Record<string, readonly string[]>>;
  /** Most endpoints to name. */
  readonly limit: number;
}

/** That a participant holds every licence its kind requires. */
const licensed = (participant: string) => `
  NOT EXISTS (
    SELECT FROM jsonb_array_elements_text($4::jsonb -> ${participant}.kind) AS needed (type)
    WHERE NOT EXISTS (
      SELECT FROM licence
      WHERE licence.participant_id = ${participant}.id AND licence.type = needed.type
        AND licence.withdrawn_at IS NULL
        AND licence.valid_from <= $2::date AND (licence.valid_to IS NULL OR licence.valid_to >= $2::date)
    )
  )`;

const DUE = `
  SELECT endpoint.id FROM webhook_endpoint endpoint
  JOIN participant ON participant.id = endpoint.participant_id AND participant.status = ANY ($3)
  JOIN participant operator ON operator.operator_id = participant.operator_id AND operator.kind = 'OPERATOR'
  WHERE endpoint.status = 'ACTIVE'
    AND ${licensed('operator')}
    AND (participant.status <> 'ACTIVE' OR ${licensed('participant')})
    AND EXISTS (
      SELECT FROM webhook_delivery due
      WHERE due.endpoint_id = endpoint.id AND due.status = 'PENDING' AND due.next_attempt_at <= $1
        AND (due.leased_until IS NULL OR due.leased_until <= $1)
    )
  ORDER BY random()
  LIMIT $5`;

/** So that no other node counts and claims at the same endpoint meanwhile. */
const LOCK = `SELECT FROM webhook_endpoint WHERE id = $1 AND status = 'ACTIVE' FOR NO KEY UPDATE SKIP LOCKED`;

const CLAIM = `
  WITH endpoint AS (
    SELECT id, participant_id, url,
      $3::int - (
        SELECT count(*) FROM webhook_delivery running
        WHERE running.endpoint_id = webhook_endpoint.id AND running.status = 'PENDING' AND running.leased_until > $1
      ) AS room
    FROM webhook_endpoint WHERE id = $2
  ), head AS (
    SELECT first.* FROM endpoint CROSS JOIN LATERAL (
      SELECT delivery.endpoint_id, delivery.event_id FROM webhook_delivery delivery
      WHERE delivery.endpoint_id = endpoint.id AND delivery.status = 'PENDING' AND delivery.next_attempt_at <= $1
        AND (delivery.leased_until IS NULL OR delivery.leased_until <= $1)
        -- The least position, one look into the index for each: as an anti join the planner compares all with all.
        AND delivery.position = (
          SELECT min(earlier.position) FROM webhook_delivery earlier
          WHERE earlier.endpoint_id = delivery.endpoint_id AND earlier.ordering_key = delivery.ordering_key
            AND earlier.status = 'PENDING'
        )
      ORDER BY delivery.next_attempt_at
      LIMIT greatest(endpoint.room, 0)
      FOR UPDATE SKIP LOCKED
    ) AS first
  ), claimed AS (
    UPDATE webhook_delivery delivery SET attempts = delivery.attempts + 1, leased_until = $4
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
 * Endpoints with something to try. Those that are disabled, and participants that are suspended or hold no licence in
 * force, the operator included, wait without loss.
 */
export async function dueEndpoints(
  tx: Tx,
  { now, today, served, required, limit }: DueQuery,
): Promise<string[]> {
  const values = [now, today, served, JSON.stringify(required), limit];
  const { rows } = await runPrepared<{ id: string }>(tx, 'due-endpoints', DUE, values);
  return rows.map(({ id }) => id);
}

/**
 * Claims due deliveries to one endpoint for one attempt each; none while another node claims there.
 *
 * Of each queue, the events of one ordering key to one endpoint, only the first that is still pending can be claimed:
 * none starts before those ahead of it were delivered or given up. A node that dies holds its claims until their lease
 * is over.
 */
export async function claimDeliveries(
  tx: Tx,
  { endpointId, now, leasedUntil, atOnce }: Claim,
): Promise<readonly ClaimedDelivery[]> {
  const { rowCount } = await runPrepared(tx, 'lock-endpoint', LOCK, [endpointId]);
  if (rowCount === 0) return [];
  // A statement of its own: it must see what whoever held this lock before claimed.
  const values = [now, endpointId, atOnce, leasedUntil];
  return (await runPrepared<ClaimedDelivery>(tx, 'claim-deliveries', CLAIM, values)).rows;
}
