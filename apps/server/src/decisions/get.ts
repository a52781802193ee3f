import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { openRecord } from './kept-record.ts';

/** One of the bank’s own decisions; it belongs to the bank’s loan file and outlives the consent. */
export const getDecision: Handler<'decisions.get'> = async ({ services, principal }, { decisionId }) => {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    const row = await tx.decision.findUnique({ where: { id: decisionId, participantId } });
    if (row === null) throw new PlatformError('DECISION_NOT_FOUND');
    return openRecord(services.vault, tx, row);
  });
};
