import { cutPage, pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';
import { logEntryView, withPlace } from './log-entry-view.ts';

/** A participant’s own entries, newest first. Row security shows no others. */
export const listEntries: Handler<'audit.listEntries'> = async ({ services, principal }, input) => {
  const { participantId } = principal;
  const rows = await services.database.transaction({ participantId }, (tx) =>
    tx.logEntry.findMany({
      ...pageArguments(input),
      where: { participantId, ...(input.consentId === undefined ? {} : { consentId: input.consentId }) },
      include: withPlace,
    }),
  );
  return cutPage(rows, input.limit, logEntryView);
};
