import { stopTerms } from '@xinqiao/consent';
import type { ConsentId, ParticipantId } from '@xinqiao/contracts';
import type { ConsentStopRow, Database } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
import type { Services } from '../../services.ts';
import { eachDue } from '../../worker/each-due.ts';

/** Most banks asked in one round. */
const BATCH = 100;
/** Of which no word was asked or given. */
const OPEN = { deletionAskedAt: null, attestedAt: null };

type AskServices = Pick<Services, 'clock' | 'newId' | 'operatorId'>;

/**
 * Asks banks whose time with data nears its end to delete them and to attest it: an event a week ahead, once.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Number of stops dealt with.
 */
export async function askDeletion(services: AskServices, database: Database): Promise<number> {
  const { clock } = services;
  const now = clock.now();
  const { askAheadMs } = stopTerms(clock.today());
  const due = await database.transaction({}, (tx) =>
    tx.consentStop.findMany({
      where: { ...OPEN, deletionDueAt: { lte: new Date(now.getTime() + askAheadMs) } },
      orderBy: { deletionDueAt: 'asc' },
      take: BATCH,
    }),
  );
  return eachDue(due.map((stop) => () => askBank(services, database, stop)));
}

const askBank = (
  services: AskServices,
  database: Database,
  { consentId, revision, participantId, subjectId, deletionDueAt }: ConsentStopRow,
) =>
  database.transaction({}, async (tx) => {
    // Of several workers that find it due, one asks.
    const { count } = await tx.consentStop.updateMany({
      where: { consentId, revision, ...OPEN },
      data: { deletionAskedAt: services.clock.now() },
    });
    if (count === 0 || deletionDueAt === null) return;
    await appendEvent(services, tx, {
      ...{ participantId: participantId as ParticipantId, type: 'cn.xinqiao.consent.deletion-due.v1' },
      orderingKey: subjectId ?? consentId,
      data: { consentId: consentId as ConsentId, revision, dueAt: deletionDueAt.toISOString() },
    });
  });
