import {
  type CaseSummary,
  caseLight,
  type Instant,
  PlatformError,
  type SupportCase,
  type WorkCase,
  type WorkCaseSummary,
} from '@xinqiao/contracts';
import type { SupportCaseRow, SupportMessageRow, Tx } from '@xinqiao/db';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { MOST_MESSAGES } from './case-limits.ts';
import { withTexts, withTitles } from './case-texts.ts';

export interface CaseWithMessages extends SupportCaseRow {
  /** The last of them, oldest first. */
  readonly messages: readonly SupportMessageRow[];
}

/** Reads a case with what was last written, as the transaction may see it. @throws {PlatformError} `CASE_NOT_FOUND` */
export async function readCase(vault: PersonalVault, tx: Tx, caseId: string): Promise<CaseWithMessages> {
  const row = await tx.supportCase.findUnique({
    where: { id: caseId },
    include: { messages: { orderBy: { number: 'desc' }, take: MOST_MESSAGES } },
  });
  if (row === null) throw new PlatformError('CASE_NOT_FOUND');
  const [titled = row] = await withTitles(vault, tx, [row]);
  return { ...titled, messages: await withTexts(vault, tx, row.messages.toReversed()) };
}

const instant = (date: Date | null) => (date === null ? null : date.toISOString()) as Instant | null;

/** When an answer was no longer awaited; null while it is. */
const settledAt = ({ status, answeredAt, closedAt }: SupportCaseRow): Instant | null =>
  status === 'ANSWERED' || status === 'CLOSED' ? instant(answeredAt ?? closedAt) : null;

/** @param now By which its light is judged. */
export const summaryView = (row: SupportCaseRow, now: Instant): CaseSummary => {
  const [openedAt, deadlineAt] = [row.openedAt.toISOString(), row.deadlineAt.toISOString()];
  return {
    caseId: row.id,
    operatorId: row.operatorId,
    category: row.category,
    title: row.title,
    status: row.status,
    light: caseLight(openedAt, deadlineAt, settledAt(row), now),
    deadlineAt,
    openedAt,
    answeredAt: instant(row.answeredAt),
    closedAt: instant(row.closedAt),
    entryIds: row.entryIds,
  } as CaseSummary;
};

/** As whoever asked sees it: nobody of the operator’s staff is named. */
export const caseView = (row: CaseWithMessages, now: Instant): SupportCase => ({
  ...summaryView(row, now),
  messages: messagesOf(row, (side) => side !== 'OPERATOR'),
});

export const workSummaryView = (row: SupportCaseRow, now: Instant): WorkCaseSummary =>
  ({
    ...summaryView(row, now),
    participantId: row.participantId,
    identityId: row.identityId,
    subjectId: row.subjectId,
    assignee: row.assignee,
  }) as WorkCaseSummary;

/** As the operator’s support sees it. */
export const workView = (row: CaseWithMessages, now: Instant): WorkCase => ({
  ...workSummaryView(row, now),
  messages: messagesOf(row, () => true),
});

const messagesOf = ({ messages }: CaseWithMessages, isNamed: (side: string) => boolean) =>
  messages.map(({ number, side, author, text, writtenAt }) => ({
    number,
    side,
    author: isNamed(side) ? author : null,
    text,
    writtenAt: writtenAt.toISOString(),
  })) as SupportCase['messages'];
