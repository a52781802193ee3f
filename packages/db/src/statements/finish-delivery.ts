import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';

/** What became of an attempt. */
export interface DeliveryOutcome {
  readonly status: 'DELIVERED' | 'PENDING' | 'DEAD';
  readonly at: Date;
  /** When to try again; of a delivery that is over, when it was. */
  readonly nextAttemptAt: Date;
  /** HTTP status of the answer; null without one. */
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

const FINISH = `
  WITH finished AS (
    UPDATE webhook_delivery SET status = $5, next_attempt_at = $6, last_status = $7, last_error = $8,
      delivered_at = $9, leased_until = NULL
    WHERE endpoint_id = $1 AND event_id = $2 AND status = 'PENDING' AND attempts = $3 AND leased_until = $4
    RETURNING endpoint_id, ordering_key
  ), behind AS (
    UPDATE webhook_delivery follower SET next_attempt_at = $6
    FROM finished
    WHERE follower.endpoint_id = finished.endpoint_id AND follower.ordering_key = finished.ordering_key
      AND follower.status = 'PENDING' AND follower.event_id <> $2 AND follower.leased_until IS NULL
      AND CASE WHEN $5 = 'PENDING' THEN follower.next_attempt_at < $6 ELSE follower.next_attempt_at > $6 END
    RETURNING 1
  )
  SELECT FROM finished`;

/**
 * Writes down what became of an attempt; those behind it in its queue wait as long as it does, and no longer.
 *
 * @returns False when the lease was over and somebody else has the delivery: then nothing is written.
 */
export async function finishDelivery(
  tx: Tx,
  {
    endpointId,
    eventId,
    attempts,
    leasedUntil,
  }: Pick<ClaimedDelivery, 'endpointId' | 'eventId' | 'attempts' | 'leasedUntil'>,
  { status, at, nextAttemptAt, lastStatus, lastError }: DeliveryOutcome,
): Promise<boolean> {
  const { rowCount } = await runPrepared(tx, 'finish-delivery', FINISH, [
    ...[endpointId, eventId, attempts, leasedUntil],
    ...[status, nextAttemptAt, lastStatus, lastError, status === 'DELIVERED' ? at : null],
  ]);
  return rowCount === 1;
}
