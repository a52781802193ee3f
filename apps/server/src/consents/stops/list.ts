import { cutPage } from '../../http/list-page.ts';
import type { Handler } from '../../http/run-operation.ts';
import { stopView } from './stop-view.ts';

const WAITING = {
  ACKNOWLEDGEMENT: { acknowledgedAt: null },
  ATTESTATION: { attestedAt: null, deletionDueAt: { not: null } },
} as const;

/** Stops of the bank's own consents, newest first: ids of events sort by time. */
export const listStops: Handler<'consents.listStops'> = async ({ services, principal }, input) => {
  const { participantId } = principal;
  const { cursor, consentId, waitingFor, limit } = input;
  const rows = await services.database.transaction({ participantId }, (tx) =>
    tx.consentStop.findMany({
      where: {
        participantId,
        ...(consentId === undefined ? {} : { consentId }),
        ...(cursor === undefined ? {} : { eventId: { lt: cursor } }),
        ...(waitingFor === undefined ? {} : WAITING[waitingFor]),
      },
      orderBy: { eventId: 'desc' },
      take: limit + 1,
    }),
  );
  const now = services.clock.now();
  return cutPage(
    rows.map((row) => ({ ...row, id: row.eventId })),
    limit,
    (row) => stopView(row, now),
  );
};
