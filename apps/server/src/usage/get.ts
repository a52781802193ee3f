import { monthOf } from '@xinqiao/contracts';
import { usageOfMonth } from '@xinqiao/db';
import type { Handler } from '../http/run-operation.ts';
import { usageView } from './usage-view.ts';

/** A participant’s own usage in a month. The call that asks is counted already. */
export const getUsage: Handler<'usage.get'> = ({ services, principal }, input) => {
  const { participantId } = principal;
  const month = input.month ?? monthOf(services.clock.instant());
  return services.database.transaction({ participantId }, async (tx) => {
    const { callsPerMinute } = await tx.participant.findUniqueOrThrow({ where: { id: participantId } });
    return { ...usageView(participantId, month, await usageOfMonth(tx, month)), callsPerMinute };
  });
};
