import { stopTerms } from '@xinqiao/consent';
import type { ConsentId, ParticipantId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
import type { Services } from '../../services.ts';

/** Most banks asked in one round. */
const BATCH = 100;

/**
 * Asks banks whose time with data nears its end to delete them and to attest it: an event a week ahead, once.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Number of stops found due.
 */
export async function askDeletion(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId'>,
  database: Database,
): Promise<number> {
  const { clock } = services;
  const now = clock.now();
  const { askAheadMs } = stopTerms(clock.today());
  const open = { deletionAskedAt: null, attestedAt: null };
  const due = await database.transaction({}, (tx) =>
    tx.consentStop.findMany({
      where: { ...open, deletionDueAt: { lte: new Date(now.getTime() + askAheadMs) } },
      orderBy: { deletionDueAt: 'asc' },
      take: BATCH,
    }),
  );
  for (const { consentId, revision, participantId, subjectId, deletionDueAt } of due)
    await database.transaction({}, async (tx) => {
      // Of several workers that find it due, one asks.
      const { count } = await tx.consentStop.updateMany({
        where: { consentId, revision, ...open },
        data: { deletionAskedAt: now },
      });
      if (count === 0 || deletionDueAt === null) return;
      await appendEvent(services, tx, {
        ...{ participantId: participantId as ParticipantId, type: 'cn.xinqiao.consent.deletion-due.v1' },
        orderingKey: subjectId ?? consentId,
        data: { consentId: consentId as ConsentId, revision, dueAt: deletionDueAt.toISOString() },
      });
    });
  return due.length;
}
