import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface NewPolicyAlarm {
  readonly participantId: string;
  readonly policyId: string;
  readonly policyVersion: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** -1 the score, from 0 the characteristics in policy order. */
  readonly characteristic: number;
  readonly light: 'YELLOW' | 'RED';
  readonly raisedAt: Date;
}

const RAISE = `
  INSERT INTO policy_alarm AS known
    (participant_id, policy_id, policy_version, month, characteristic, light, raised_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (participant_id, policy_id, policy_version, month, characteristic)
    DO UPDATE SET light = excluded.light, raised_at = excluded.raised_at
    WHERE known.light = 'YELLOW' AND excluded.light = 'RED'
  RETURNING light`;

/**
 * Remembers a light of a month.
 *
 * @returns Whether it is a worse one than was known, to be told in the same transaction. Of two at once, one is told so.
 */
export async function raisePolicyAlarm(tx: Tx, alarm: NewPolicyAlarm): Promise<boolean> {
  const { participantId, policyId, policyVersion, month, characteristic, light, raisedAt } = alarm;
  const { rowCount } = await runPrepared(tx, 'raise-policy-alarm', RAISE, [
    ...[participantId, policyId, policyVersion, month, characteristic, light, raisedAt],
  ]);
  return rowCount > 0;
}
