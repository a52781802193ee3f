import { monthOf, type ParticipantId } from '@xinqiao/contracts';
import { usageOfMonth } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { usageView } from './usage-view.ts';

/**
 * Usage of everybody in a month. Each export is logged, also a repetition: it reads the meter as it stands then, and
 * of a month that is not over the figures may have grown.
 */
export const exportUsage: Handler<'usage.export'> = (context, { month }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  const { operatorDatabase, operatorId, clock } = services;
  return operatorDatabase.transaction({ participantId }, async (tx) => {
    const rows = await usageOfMonth(tx, month);
    const ids = [...new Set(rows.map((row) => row.participantId))] as ParticipantId[];
    const { entryId, recordedAt } = await appendEntry(services, tx, {
      kind: 'USAGE_EXPORTED',
      actor: actorOf(principal),
      participantId,
      subjectId: null,
      consentId: null,
      detail: { month, participants: ids.length, ...(earlierResult === undefined ? {} : { repeated: true }) },
    });
    if (earlierResult === undefined) await complete(tx, entryId);
    return {
      operatorId,
      month,
      exportedAt: recordedAt,
      final: month < monthOf(clock.instant()),
      entryId,
      participants: ids.map((id) =>
        usageView(
          id,
          month,
          rows.filter((row) => row.participantId === id),
        ),
      ),
    };
  });
};
