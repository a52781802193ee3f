import {
  addPeriodToInstant,
  type CaseId,
  type CaseStatus,
  type ConsentId,
  type CorrectionId,
  type CorrectionStatus,
  type Instant,
  type ParticipantId,
  type Period,
  type SubjectId,
} from '@xinqiao/contracts';
import { type CorrectionRow, type Database, lockCase, lockCorrection, type Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { appendEvent } from '../events/append-event.ts';
import { allows } from '../support/case-steps.ts';
import { changeCase } from '../support/change-case.ts';
import type { CaseServices } from '../support/new-case.ts';
import { openNote } from './sealed-words.ts';

/** Objections looked at in one round. */
const AT_ONCE = 50;
const DELIVERED = ['READY', 'DELIVERED', 'PARTIAL'];

/**
 * Tells those who were delivered an item that it is disputed, and later what came of it; answers the case of the subject
 * when the agency has spoken. What was written down as told is told once, also by several workers.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns How many objections were told of.
 */
export async function tellRecipients(worker: CaseServices, database: Database): Promise<number> {
  const waiting = await database.transaction({}, (tx) =>
    tx.correction.findMany({
      where: {
        OR: [
          { toldStatus: null },
          { toldStatus: 'OPEN', status: { not: 'OPEN' } },
          { toldStatus: 'UPHELD', status: { not: 'UPHELD' } },
        ],
      },
      orderBy: { id: 'asc' },
      take: AT_ONCE,
      select: { id: true, caseId: true },
    }),
  );
  for (const { id, caseId } of waiting)
    await database.transaction({}, async (tx) => {
      // The case first: so does whoever closes it.
      await lockCase(tx, caseId);
      await lockCorrection(tx, id);
      const row = await tx.correction.findUniqueOrThrow({ where: { id } });
      if (row.toldStatus === row.status) return;
      for (const recipient of await recipientsOf(worker, tx, row)) await tell(worker, tx, row, recipient);
      await answerCase(worker, tx, row);
      await tx.correction.updateMany({ where: { id }, data: { toldStatus: row.status } });
    });
  return waiting.length;
}

interface Recipient {
  readonly participantId: ParticipantId;
  /** Consent under which it was delivered last. */
  readonly consentId: ConsentId;
}

/** Banks that were delivered the item, or decided by it, and may still keep it. */
async function recipientsOf({ clock }: CaseServices, tx: Tx, row: CorrectionRow): Promise<Recipient[]> {
  const consents = await tx.consent.findMany({
    where: { subjectId: row.subjectId, items: { has: row.item } },
    select: { id: true, participantId: true, dataLife: true },
  });
  const now = clock.instant();
  const found = new Map<string, { readonly consentId: string; readonly at: Date }>();
  for (const { id: consentId, participantId, dataLife } of consents) {
    const last = await lastDelivery(tx, consentId, row.item);
    const kept =
      last !== undefined && addPeriodToInstant(last.toISOString() as Instant, dataLife as Period) > now;
    if (kept && (found.get(participantId)?.at ?? last) <= last)
      found.set(participantId, { consentId, at: last });
  }
  return [...found].map(([participantId, { consentId }]) => ({
    participantId: participantId as ParticipantId,
    consentId: consentId as ConsentId,
  }));
}

async function lastDelivery(tx: Tx, consentId: string, item: string): Promise<Date | undefined> {
  const packages = await tx.package.findFirst({
    where: {
      consentId,
      OR: DELIVERED.map((status) => ({ items: { array_contains: [{ item, status }] } })),
    },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  });
  const decisions = await tx.decision.findFirst({
    where: { consentId },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  });
  return [packages, decisions]
    .flatMap((each) => each?.createdAt ?? [])
    .toSorted((a, b) => b.getTime() - a.getTime())[0];
}

async function tell(
  worker: CaseServices,
  tx: Tx,
  row: CorrectionRow,
  { participantId, consentId }: Recipient,
): Promise<void> {
  const correctionId = row.id as CorrectionId;
  const subjectId = row.subjectId as SubjectId;
  const about = { correctionId, consentId, subjectId, item: row.item };
  // Whoever was told of nothing yet hears first that it was disputed; of what is over before that, nothing.
  if (row.toldStatus === null && row.status === 'WITHDRAWN') return;
  if (row.toldStatus === null)
    await appendEvent(worker, tx, {
      ...{ participantId, type: 'cn.xinqiao.data.disputed.v1', orderingKey: correctionId },
      data: { ...about, since: row.openedAt.toISOString() as Instant },
    });
  if (row.status !== 'OPEN')
    await appendEvent(worker, tx, {
      ...{ participantId, type: 'cn.xinqiao.data.settled.v1', orderingKey: correctionId },
      data: { ...about, outcome: row.status },
    });
  await appendEntry(worker, tx, {
    ...{ kind: 'CORRECTION_TOLD', actor: 'system', participantId, subjectId, consentId },
    detail: { correctionId, item: row.item, status: row.status },
  });
}

const ANSWERS: Readonly<Partial<Record<CorrectionStatus, string>>> = {
  UPHELD:
    '数据提供单位认为记录有误，将予更正；更正前该字段继续标注异议。\nThe agency finds its record wrong and will correct it; the field stays marked until it has.',
  CORRECTED: '数据提供单位已更正记录。\nThe agency has corrected its record.',
  REJECTED: '数据提供单位核查后认为记录无误。\nThe agency has checked and finds its record right.',
};

/** The agency’s word, where it has spoken, as the answer to her case; one that she closed stays closed. */
async function answerCase(worker: CaseServices, tx: Tx, row: CorrectionRow): Promise<void> {
  const text = ANSWERS[row.status as CorrectionStatus];
  if (text === undefined) return;
  const { status } = await tx.supportCase.findUniqueOrThrow({ where: { id: row.caseId } });
  const subject = await tx.subject.findUnique({ where: { id: row.subjectId } });
  if (!allows('SETTLE', status as CaseStatus) || subject?.erasedAt !== null) return;
  const note = await openNote(worker.vault, tx, row);
  await changeCase(worker, tx, {
    ...{ caseId: row.caseId as CaseId, act: 'SETTLE', actor: 'system' },
    message: { side: 'OPERATOR', text: note === null ? text : `${text}\n\n${note}` },
    data: async () => ({ answeredAt: worker.clock.now() }),
  });
}
