import {
  type CaseCategory,
  type CaseId,
  caseDeadline,
  type ParticipantId,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import { type Tx, takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import type { Owner } from '../audit/owner.ts';
import { appendEvent } from '../events/append-event.ts';
import type { Services } from '../services.ts';
import { requireRoomForCase } from './case-limits.ts';
import { keptMessage, keptTitle } from './case-texts.ts';

export interface NewCase {
  readonly caseId: CaseId;
  /** Who asks: a bank, or a person acting for a subject. */
  readonly asker:
    | { readonly participantId: ParticipantId; readonly subjectId: null }
    | { readonly participantId: null; readonly identityId: string; readonly subjectId: SubjectId };
  /** Application or owner that writes. */
  readonly actor: string | Owner;
  readonly category: CaseCategory;
  readonly title: string;
  readonly text: string;
  readonly entryIds: readonly string[];
}

export type CaseServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'holidays' | 'vault'
>;

/** Under whose name a message stands in its case: the operator's support sees which person asks. */
export const authorOf = (actor: string | Owner): string =>
  typeof actor === 'string' ? actor : actor.identityId;

/**
 * Opens a case: row, first message, log entry without the text, and an event where a bank asks.
 *
 * @throws {PlatformError} `CASE_LIMIT_REACHED`, `SUBJECT_ERASED`; `ENTRY_NOT_FOUND` when an entry is not one of the asker’s
 */
export async function createCase(services: CaseServices, tx: Tx, opened: NewCase): Promise<void> {
  const { clock, operatorId, holidays, vault } = services;
  const { caseId, asker, actor, category, title, text } = opened;
  const { participantId, subjectId } = asker;
  const entryIds = [...new Set(opened.entryIds)];
  const whose = participantId === null ? { identityId: asker.identityId } : { participantId };
  // One after the other, so that no two of them are the last.
  await takeLock(tx, `cases of ${participantId ?? asker.identityId}`);
  await requireRoomForCase(tx, clock, whose);
  await requireEntries(tx, participantId === null ? { subjectId } : { participantId }, entryIds);

  const now = clock.instant();
  await tx.supportCase.create({
    data: {
      id: caseId,
      operatorId,
      ...whose,
      subjectId,
      category,
      title: await keptTitle(vault, tx, { caseId, subjectId }, title),
      status: 'OPEN',
      deadlineAt: new Date(caseDeadline(category, now, holidays)),
      entryIds,
      openedAt: new Date(now),
    },
  });
  const side = participantId === null ? 'OWNER' : 'PARTICIPANT';
  await tx.supportMessage.create({
    data: {
      ...{ caseId, number: 1, side, author: authorOf(actor), writtenAt: new Date(now) },
      text: await keptMessage(vault, tx, { caseId, subjectId, number: 1 }, text),
    },
  });
  await appendEntry(services, tx, {
    kind: 'CASE_OPENED',
    actor,
    participantId,
    subjectId,
    consentId: null,
    detail: { caseId, category, entries: entryIds.length },
  });
  if (participantId !== null)
    await appendEvent(services, tx, {
      participantId,
      type: 'cn.xinqiao.case.updated.v1',
      orderingKey: caseId,
      data: { caseId, status: 'OPEN' },
    });
}

/** @throws {PlatformError} `ENTRY_NOT_FOUND` unless each is an entry about that bank or subject. */
export async function requireEntries(
  tx: Tx,
  about: { readonly participantId: string } | { readonly subjectId: string | null },
  entryIds: readonly string[],
): Promise<void> {
  const found =
    entryIds.length === 0
      ? 0
      : await tx.logEntry.count({ where: { ...about, id: { in: [...new Set(entryIds)] } } });
  if (found < new Set(entryIds).size) throw new PlatformError('ENTRY_NOT_FOUND');
}
