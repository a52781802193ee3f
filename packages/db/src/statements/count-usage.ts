import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface CountedUsage {
  readonly participantId: string;
  /** `app_…`, or what stands for people. */
  readonly applicationId: string;
  /** `YYYY-MM`, Asia/Shanghai. */
  readonly month: string;
  readonly measure: 'DATA_ITEMS' | 'DECISIONS';
  readonly slot: number;
  readonly amount: number;
}

const COUNT = `
  INSERT INTO usage_counter AS known (participant_id, application_id, month, measure, slot, count)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (participant_id, application_id, month, measure, slot)
  DO UPDATE SET count = known.count + excluded.count`;

/** Puts an amount on the meter, in the transaction that delivers it. Its slot is locked until then: count last. */
export async function countUsage(tx: Tx, usage: CountedUsage): Promise<void> {
  const { participantId, applicationId, month, measure, slot, amount } = usage;
  await runPrepared(tx, 'count-usage', COUNT, [participantId, applicationId, month, measure, slot, amount]);
}
