import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface CountedCall {
  readonly participantId: string;
  /** `app_…`, or what stands for people. */
  readonly applicationId: string;
  /** `YYYY-MM`, Asia/Shanghai: the month the call is metered in. */
  readonly month: string;
  /** Beginning of the minute. */
  readonly windowStart: Date;
  /** Any of the slots: calls that draw different ones do not wait for each other. */
  readonly slot: number;
}

export interface CallCount {
  /** Calls allowed per window. */
  readonly limit: number;
  /** Calls of this window that are known to have been made, this one included. */
  readonly used: number;
}

const COUNT = `
  WITH own AS (
    INSERT INTO rate_window AS known (participant_id, window_start, slot, calls) VALUES ($1, $2, $3, 1)
    ON CONFLICT (participant_id, window_start, slot) DO UPDATE SET calls = known.calls + 1
    RETURNING calls
  ), verdict AS (
    SELECT
      participant.calls_per_minute AS "limit",
      own.calls + coalesce((
        SELECT sum(calls) FROM rate_window WHERE participant_id = $1 AND window_start = $2 AND slot <> $3
      ), 0)::integer AS used
    FROM own, participant WHERE participant.id = $1
  ), metered AS (
    INSERT INTO usage_counter AS known (participant_id, application_id, month, measure, slot, count)
    SELECT $1, $4, $5, 'CALLS', $3, 1 FROM verdict WHERE used <= "limit"
    ON CONFLICT (participant_id, application_id, month, measure, slot) DO UPDATE SET count = known.count + 1
  )
  SELECT "limit", used FROM verdict`;

/**
 * Counts a call towards the limit of its minute and, unless it goes beyond, on the meter: one statement.
 *
 * Calls that other transactions are counting at this moment are not seen, so a window may let pass as many more as
 * were under way at once. Its slot is locked until the transaction ends: count last.
 */
export async function countCall(tx: Tx, call: CountedCall): Promise<CallCount> {
  const { participantId, applicationId, month, windowStart, slot } = call;
  const values = [participantId, windowStart, slot, applicationId, month];
  const { rows } = await runPrepared<CallCount>(tx, 'count-call', COUNT, values);
  if (rows[0] === undefined) throw new Error('A call is counted in the scope of its participant only.');
  return rows[0];
}
