import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** A message that is ours to send until its lease is over. */
export interface ClaimedNotification {
  readonly id: string;
  readonly template: string;
  readonly language: string;
  readonly sealed: string | null;
  readonly params: unknown;
  /** Number of this attempt, from 1. */
  readonly attempts: number;
  readonly leasedUntil: Date;
}

export interface NotificationClaim {
  /** SMS, EMAIL or APP. */
  readonly channel: string;
  readonly now: Date;
  /** Of every claim, whatever becomes of it. Its length is also the window of `perLease`. */
  readonly leasedUntil: Date;
  /** Most messages to claim. */
  readonly limit: number;
  /** Most claims of the channel within the length of one lease, on all nodes together. */
  readonly perLease: number;
}

/** Held until the transaction ends, so that two nodes do not both take what is left of the budget. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('messages by ' || $1, 0))`;

// A lease is kept when its message is done: the leases that still run are the attempts of the last minute.
const CLAIM = `
  WITH spent AS (
    SELECT count(*) AS attempts FROM notification WHERE channel = $1 AND leased_until > $2
  ), due AS (
    SELECT id FROM notification
    WHERE channel = $1
      AND status = 'QUEUED'
      AND next_attempt_at <= $2
      AND (leased_until IS NULL OR leased_until <= $2)
    ORDER BY next_attempt_at, id
    LIMIT greatest(0, least($4, $5 - (SELECT attempts FROM spent)))
    FOR UPDATE SKIP LOCKED
  )
  UPDATE notification SET leased_until = $3, attempts = attempts + 1
  FROM due WHERE notification.id = due.id
  RETURNING notification.id, template, language, sealed, params, attempts, leased_until AS "leasedUntil"`;

/**
 * Takes messages that are due, the longest waiting first. Until its lease is over nobody else gets one: a node that
 * crashes leaves it to be sent again, so a person may, rarely, read a message twice.
 */
export async function claimNotifications(
  tx: Tx,
  { channel, now, leasedUntil, limit, perLease }: NotificationClaim,
): Promise<ClaimedNotification[]> {
  await runPrepared(tx, 'lock-messages', LOCK, [channel]);
  const values = [channel, now, leasedUntil, limit, perLease];
  return (await runPrepared<ClaimedNotification>(tx, 'claim-messages', CLAIM, values)).rows;
}
