import {
  type CaseLight,
  type CorrectionId,
  caseLight,
  type Instant,
  MARKED_STATUSES,
  type ParticipantId,
} from '@xinqiao/contracts';
import { type CorrectionRow, type Database, lockCorrection } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import { appendEvent } from '../events/append-event.ts';
import type { CaseServices } from '../support/new-case.ts';

const AT_ONCE = 100;
/** Lights an agency may have been told of last with a further one to come. */
const TOLD_OF = [null, 'GREEN', 'YELLOW'] as const;

/**
 * Tells agencies of what waits for them: when it comes, when the last fifth of its time begins, and when it is overdue.
 *
 * @param database Connections as `xinqiao_worker`.
 */
export async function remindAgencies(worker: CaseServices, database: Database): Promise<number> {
  const { clock } = worker;
  const waits = { agencyId: { not: null }, status: { in: [...MARKED_STATUSES] } };
  const due = await database.transaction({}, async (tx) => {
    const found: CorrectionRow[] = [];
    for (const reminded of TOLD_OF)
      found.push(
        // Each has the same time, so of those at one light the most urgent changes first: where it has not, none has.
        ...(await tx.correction.findMany({
          where: { ...waits, reminded },
          orderBy: { deadlineAt: 'asc' },
          take: AT_ONCE,
        })),
      );
    return found.filter((row) => lightOf(row, clock) !== row.reminded);
  });
  let told = 0;
  for (const { id } of due)
    told += await database.transaction({}, async (tx) => {
      await lockCorrection(tx, id);
      const row = await tx.correction.findFirst({ where: { id, ...waits } });
      if (row?.agencyId == null) return 0;
      const light = lightOf(row, clock);
      if (light === row.reminded) return 0;
      await appendEvent(worker, tx, {
        participantId: row.agencyId as ParticipantId,
        ...{ type: 'cn.xinqiao.correction.waiting.v1', orderingKey: id },
        data: {
          ...{ correctionId: id as CorrectionId, item: row.item, light },
          deadlineAt: row.deadlineAt.toISOString() as Instant,
        },
      });
      await tx.correction.updateMany({ where: { id }, data: { reminded: light } });
      return 1;
    });
  return told;
}

const lightOf = ({ openedAt, deadlineAt }: CorrectionRow, clock: Clock): CaseLight =>
  caseLight(openedAt.toISOString() as Instant, deadlineAt.toISOString() as Instant, null, clock.instant());
