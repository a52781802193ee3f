import {
  type CorrectionId,
  caseLight,
  type Instant,
  MARKED_STATUSES,
  type ParticipantId,
} from '@xinqiao/contracts';
import { type Database, lockCorrection } from '@xinqiao/db';
import { appendEvent } from '../events/append-event.ts';
import type { CorrectionWorker } from './tell-recipients.ts';

const AT_ONCE = 100;

/**
 * Tells agencies of what waits for them: when it comes, when the last fifth of its time begins, and when it is overdue.
 *
 * @param database Connections as `xinqiao_worker`.
 */
export async function remindAgencies(worker: CorrectionWorker, database: Database): Promise<number> {
  const { clock } = worker;
  const waits = { agencyId: { not: null }, status: { in: [...MARKED_STATUSES] } };
  const page = { orderBy: { deadlineAt: 'asc' as const }, take: AT_ONCE };
  const rows = await database.transaction({}, async (tx) => [
    ...(await tx.correction.findMany({ ...page, where: { ...waits, reminded: null } })),
    // The most urgent first: where these are not due to be reminded of, none is.
    ...(await tx.correction.findMany({
      ...page,
      where: { ...waits, reminded: { in: ['GREEN', 'YELLOW'] } },
    })),
  ]);
  let told = 0;
  for (const { id } of rows)
    told += await database.transaction({}, async (tx) => {
      await lockCorrection(tx, id);
      const row = await tx.correction.findFirst({ where: { id, ...waits } });
      if (row?.agencyId == null) return 0;
      const [openedAt, deadlineAt] = [row.openedAt.toISOString(), row.deadlineAt.toISOString()] as Instant[];
      const light = caseLight(openedAt as Instant, deadlineAt as Instant, null, clock.instant());
      if (light === row.reminded) return 0;
      await appendEvent(worker, tx, {
        participantId: row.agencyId as ParticipantId,
        ...{ type: 'cn.xinqiao.correction.waiting.v1', orderingKey: id },
        data: { correctionId: id as CorrectionId, item: row.item, deadlineAt: deadlineAt as Instant, light },
      });
      await tx.correction.updateMany({ where: { id }, data: { reminded: light } });
      return 1;
    });
  return told;
}
