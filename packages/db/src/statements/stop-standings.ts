import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface StopStandingQuery {
  readonly now: Date;
  /** Stops before it are not counted as recent. */
  readonly recentSince: Date;
  /** A stop without acknowledgement is yellow when it is older, then red. */
  readonly silentSince: { readonly yellow: Date; readonly red: Date };
  /** Least time for an attestation once it was asked for, in milliseconds. */
  readonly attestMs: number;
  /** An attestation that was due earlier is red. */
  readonly overdueSince: Date;
}

/** How one bank answers when consents stop. Counts are whole numbers. */
export interface StopStandingRow {
  readonly participantId: string;
  readonly stops: number;
  readonly acknowledged: number;
  readonly p99Seconds: number | null;
  readonly silentGreen: number;
  readonly silentYellow: number;
  readonly silentRed: number;
  readonly silentOldest: Date | null;
  readonly deletionsDue: number;
  readonly deletionsYellow: number;
  readonly deletionsRed: number;
  readonly deletionsOldest: Date | null;
}

const STANDINGS = `
  WITH recent AS (
    SELECT participant_id, count(*)::int AS stops, count(acknowledged_at)::int AS acknowledged,
      percentile_disc(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM acknowledged_at - stopped_at))
        FILTER (WHERE acknowledged_at IS NOT NULL)::float8 AS p99
    FROM consent_stop WHERE stopped_at >= $2 GROUP BY participant_id
  ), silent AS (
    SELECT participant_id,
      count(*) FILTER (WHERE stopped_at >= $3)::int AS green,
      count(*) FILTER (WHERE stopped_at < $3 AND stopped_at >= $4)::int AS yellow,
      count(*) FILTER (WHERE stopped_at < $4)::int AS red,
      min(stopped_at) AS oldest
    FROM consent_stop WHERE acknowledged_at IS NULL GROUP BY participant_id
  ), owed AS (
    SELECT participant_id, deletion_due_at,
      greatest(deletion_due_at, coalesce(deletion_asked_at, stopped_at) + $5::float8 * interval '1 millisecond') AS attest_by
    FROM consent_stop WHERE attested_at IS NULL AND deletion_due_at IS NOT NULL
  ), deletions AS (
    SELECT participant_id,
      count(*) FILTER (WHERE attest_by >= $1)::int AS due,
      count(*) FILTER (WHERE attest_by < $1 AND attest_by >= $6)::int AS yellow,
      count(*) FILTER (WHERE attest_by < $6)::int AS red,
      min(deletion_due_at) AS oldest
    FROM owed GROUP BY participant_id
  )
  SELECT participant_id AS "participantId",
    coalesce(stops, 0) AS stops, coalesce(acknowledged, 0) AS acknowledged, p99 AS "p99Seconds",
    coalesce(silent.green, 0) AS "silentGreen", coalesce(silent.yellow, 0) AS "silentYellow",
    coalesce(silent.red, 0) AS "silentRed", silent.oldest AS "silentOldest",
    coalesce(due, 0) AS "deletionsDue", coalesce(deletions.yellow, 0) AS "deletionsYellow",
    coalesce(deletions.red, 0) AS "deletionsRed", deletions.oldest AS "deletionsOldest"
  FROM recent FULL JOIN silent USING (participant_id) FULL JOIN deletions USING (participant_id)
  ORDER BY participant_id`;

/** How every bank answers when consents stop; those that never had a stop are not named. */
export async function stopStandings(tx: Tx, query: StopStandingQuery): Promise<StopStandingRow[]> {
  const { now, recentSince, silentSince, attestMs, overdueSince } = query;
  const values = [now, recentSince, silentSince.yellow, silentSince.red, attestMs, overdueSince];
  return (await runPrepared<StopStandingRow>(tx, 'stop-standings', STANDINGS, values)).rows;
}
