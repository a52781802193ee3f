import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** Held by the one who counts until the transaction ends. */
const COUNTING_LOCK = 0x786e71_06;

const LOCK = 'SELECT pg_try_advisory_xact_lock($1) AS free';

const COUNT = `
  WITH taken AS (
    DELETE FROM policy_tally
    WHERE ticket IN (SELECT ticket FROM policy_tally ORDER BY ticket LIMIT $1)
    RETURNING participant_id, policy_id, policy_version, month, outcome, cells
  ), places AS (
    SELECT participant_id, policy_id, policy_version, month,
      -2 AS characteristic, array_position(ARRAY['APPROVED', 'DECLINED', 'REFERRED'], outcome) - 1 AS cell
    FROM taken
    UNION ALL
    SELECT participant_id, policy_id, policy_version, month, place::integer - 2, cell
    FROM taken, unnest(cells) WITH ORDINALITY AS of (cell, place)
  ), counted AS (
    INSERT INTO policy_count AS known (participant_id, policy_id, policy_version, month, characteristic, cell, count)
    SELECT participant_id, policy_id, policy_version, month, characteristic, cell, count(*)
    FROM places GROUP BY participant_id, policy_id, policy_version, month, characteristic, cell
    ON CONFLICT (participant_id, policy_id, policy_version, month, characteristic, cell)
      DO UPDATE SET count = known.count + excluded.count
  )
  SELECT count(*)::integer AS tallies FROM taken`;

/**
 * Adds tallies of decisions to the counts of their months and removes them, in one statement: each counts once, whoever
 * else is at it and wherever a node stops.
 *
 * @param limit Most tallies to take.
 * @returns How many were counted; 0 also while another node counts.
 */
export async function countTallies(tx: Tx, limit: number): Promise<number> {
  const lock = await runPrepared<{ free: boolean }>(tx, 'lock-tallies', LOCK, [COUNTING_LOCK]);
  if (!lock.rows[0]!.free) return 0;
  // A statement of its own: it must see all that whoever counted before committed.
  const { rows } = await runPrepared<{ tallies: number }>(tx, 'count-tallies', COUNT, [limit]);
  return rows[0]!.tallies;
}
