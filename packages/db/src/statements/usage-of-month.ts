import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface UsageRow {
  readonly participantId: string;
  readonly applicationId: string;
  readonly measure: 'CALLS' | 'DATA_ITEMS' | 'DECISIONS';
  readonly count: bigint;
}

const READ = `
  SELECT
    participant_id AS "participantId", application_id AS "applicationId", measure,
    sum(count)::bigint AS count
  FROM usage_counter WHERE month = $1
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

/** The meter of a month, of whoever the role and the scope of the transaction may see. @param month `YYYY-MM` */
export const usageOfMonth = async (tx: Tx, month: string): Promise<UsageRow[]> =>
  (await runPrepared<UsageRow>(tx, 'usage-of-month', READ, [month])).rows;
