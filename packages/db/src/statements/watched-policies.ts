import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** A version that a participant decided by in a month. */
export interface WatchedPolicy {
  readonly participantId: string;
  readonly policyId: string;
  readonly policyVersion: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** How many decisions of the month are counted. */
  readonly decisions: number;
}

const WATCHED = `
  SELECT participant_id AS "participantId", policy_id AS "policyId", policy_version AS "policyVersion", month,
    sum(count)::integer AS decisions
  FROM policy_count
  WHERE month = ANY ($1) AND characteristic = -2
  GROUP BY participant_id, policy_id, policy_version, month
  HAVING sum(count) >= $2
  ORDER BY month, participant_id, policy_id, policy_version`;

/** Versions with at least so many decisions in any of the months, the earliest month first. */
export const watchedPolicies = async (
  tx: Tx,
  months: readonly string[],
  atLeast: number,
): Promise<WatchedPolicy[]> =>
  (await runPrepared<WatchedPolicy>(tx, 'watched-policies', WATCHED, [months, atLeast])).rows;
