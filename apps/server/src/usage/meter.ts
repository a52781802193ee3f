import { monthOf, type UsageMeasure } from '@xinqiao/contracts';
import { countUsage, type Tx } from '@xinqiao/db';
import type { Services } from '../services.ts';
import { type Caller, meteredAs, randomSlot } from './count-call.ts';

/**
 * Meters what a read delivered or decided. To be called last in the transaction that logs it, so that the meter and
 * the log say the same.
 */
export async function meter(
  { clock }: Pick<Services, 'clock'>,
  tx: Tx,
  caller: Caller,
  measure: Exclude<UsageMeasure, 'CALLS'>,
  amount: number,
): Promise<void> {
  if (amount === 0) return;
  await countUsage(tx, {
    participantId: caller.participantId,
    applicationId: meteredAs(caller),
    month: monthOf(clock.instant()),
    measure,
    slot: randomSlot(),
    amount,
  });
}
