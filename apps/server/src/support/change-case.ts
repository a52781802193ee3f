import {
  type CaseId,
  type CaseStatus,
  type ParticipantId,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import { lockCase, type Prisma, type SupportCaseRow, type Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import type { Owner } from '../audit/owner.ts';
import { withdrawWithCase } from '../corrections/withdraw-with-case.ts';
import { appendEvent } from '../events/append-event.ts';
import { nextMessageNumber } from './case-limits.ts';
import { type CaseAct, statusAfter } from './case-steps.ts';
import { keptMessage } from './case-texts.ts';
import { authorOf, type CaseServices } from './new-case.ts';

export interface CaseChange {
  readonly caseId: CaseId;
  readonly act: CaseAct;
  /** Application, member of staff or owner that acts. */
  readonly actor: string | Owner;
  /** What she writes, and for which side. */
  readonly message?: { readonly side: 'PARTICIPANT' | 'OWNER' | 'OPERATOR'; readonly text: string };
  /** What else changes, given the case as it stands under the lock. */
  readonly data?: (row: SupportCaseRow) => Promise<Prisma.SupportCaseUpdateInput>;
}

/**
 * Moves a case, in the caller’s transaction: row lock, step, message, log entry without the text, event for the bank.
 *
 * @throws {PlatformError} `CASE_NOT_FOUND`, `CASE_STEP_ILLEGAL`, `CASE_LIMIT_REACHED`
 */
export async function changeCase(
  services: CaseServices,
  tx: Tx,
  { caseId, act, actor, message, data }: CaseChange,
): Promise<void> {
  await lockCase(tx, caseId);
  const row = await tx.supportCase.findUnique({ where: { id: caseId } });
  if (row === null) throw new PlatformError('CASE_NOT_FOUND');
  const status = statusAfter(act, row.status as CaseStatus);
  const more = (await data?.(row)) ?? {};
  await tx.supportCase.update({ where: { id: caseId }, data: { ...more, status } });
  if (message !== undefined) {
    const { side, text } = message;
    const number = await nextMessageNumber(tx, caseId, side);
    // Not read back: the worker writes what the agency said and reads no words.
    await tx.supportMessage.createMany({
      data: {
        ...{ caseId, number, side, author: authorOf(actor), writtenAt: services.clock.now() },
        text: await keptMessage(services.vault, tx, { caseId, subjectId: row.subjectId, number }, text),
      },
    });
  }
  // Whoever needs no answer any more objects no longer.
  if (act === 'CLOSE' && row.subjectId !== null) await withdrawWithCase(services, tx, row, actor);
  const participantId = row.participantId as ParticipantId | null;
  await appendEntry(services, tx, {
    kind: 'CASE_CHANGED',
    actor,
    participantId,
    subjectId: row.subjectId as SubjectId | null,
    consentId: null,
    detail: { caseId, category: row.category, act, status },
  });
  if (participantId !== null)
    await appendEvent(services, tx, {
      participantId,
      type: 'cn.xinqiao.case.updated.v1',
      orderingKey: caseId,
      data: { caseId, status },
    });
}
