import type { SupportCaseRow, Tx } from '@xinqiao/db';
import type { Holder } from '../keys/subject-keys/holder.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { NAMELESS } from '../subjects/names.ts';

// What is written in a case is about people: that of an owner is sealed under the key of her subject, that of a bank
// by the installation's own secret.
const titleLabel = (caseId: string) => `title of ${caseId}`;
const messageLabel = (caseId: string, number: number) => `message ${number} of ${caseId}`;
const holderOf = (subjectId: string | null) => (subjectId as Holder | null) ?? undefined;

interface CaseOf {
  readonly caseId: string;
  /** Subject it is about; null for a bank’s. */
  readonly subjectId: string | null;
}

/** @throws {PlatformError} `SUBJECT_ERASED` */
export const keptTitle = (
  vault: PersonalVault,
  tx: Tx,
  { caseId, subjectId }: CaseOf,
  title: string,
): Promise<string> => vault.sealText(tx, holderOf(subjectId), titleLabel(caseId), title);

/** @throws {PlatformError} `SUBJECT_ERASED` */
export const keptMessage = (
  vault: PersonalVault,
  tx: Tx,
  { caseId, subjectId, number }: CaseOf & { readonly number: number },
  text: string,
): Promise<string> => vault.sealText(tx, holderOf(subjectId), messageLabel(caseId, number), text);

/** Cases with their titles as they are read; that of a subject that was erased is gone. */
export async function withTitles<Row extends SupportCaseRow>(
  vault: PersonalVault,
  tx: Tx,
  rows: readonly Row[],
): Promise<Row[]> {
  const opened: Row[] = [];
  for (const row of rows)
    opened.push({ ...row, title: (await vault.openText(tx, titleLabel(row.id), row.title)) ?? NAMELESS });
  return opened;
}

/** Messages as they are read. */
export async function withTexts<
  Message extends { readonly caseId: string; readonly number: number; readonly text: string },
>(vault: PersonalVault, tx: Tx, messages: readonly Message[]): Promise<Message[]> {
  const opened: Message[] = [];
  for (const message of messages) {
    const label = messageLabel(message.caseId, message.number);
    opened.push({ ...message, text: (await vault.openText(tx, label, message.text)) ?? NAMELESS });
  }
  return opened;
}
