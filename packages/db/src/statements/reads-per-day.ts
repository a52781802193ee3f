import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** Entries of a day. */
export interface ReadsOfDay {
  /** Asia/Shanghai. */
  readonly day: string;
  readonly reads: number;
}

const SQL = `
  SELECT to_char(recorded_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day, count(*)::int AS reads
  FROM log_entry WHERE subject_id = $1 AND kind = ANY($2) AND recorded_at > $3 GROUP BY 1`;

/** How many entries of these kinds a subject has on each day since an instant; days without any are left out. */
export const readsPerDay = async (
  tx: Tx,
  subjectId: string,
  kinds: readonly string[],
  since: Date,
): Promise<ReadsOfDay[]> =>
  (await runPrepared<ReadsOfDay>(tx, 'reads-per-day', SQL, [subjectId, [...kinds], since])).rows;
