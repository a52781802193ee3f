import type { CorrectionRow, Tx } from '@xinqiao/db';
import type { Holder } from '../keys/subject-keys/holder.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';

/** What of an objection is kept under the subject’s key. */
export interface CorrectionWords {
  /** The record by its own key, which may be a name; null where the item is a single record. */
  readonly record: string | null;
  /** What she says is right. */
  readonly claim: string;
  /** What she lets readers be told; null for nothing. */
  readonly statement: string | null;
}

const wordsLabel = (id: string) => `words of ${id}`;
const noteLabel = (id: string) => `note on ${id}`;

type Named = Pick<CorrectionRow, 'id' | 'subjectId'>;

/** @throws {PlatformError} `SUBJECT_ERASED` */
export const keptWords = (
  vault: PersonalVault,
  tx: Tx,
  { id, subjectId }: Named,
  words: CorrectionWords,
): Promise<string> => vault.sealFor(tx, subjectId as Holder, wordsLabel(id), JSON.stringify(words));

/** Undefined once the subject was erased. */
export async function openWords(
  vault: PersonalVault,
  tx: Tx,
  { id, sealed }: Pick<CorrectionRow, 'id' | 'sealed'>,
): Promise<CorrectionWords | undefined> {
  const text = sealed === null ? null : await vault.openText(tx, wordsLabel(id), sealed);
  return text === null ? undefined : (JSON.parse(text) as CorrectionWords);
}

/** @throws {PlatformError} `SUBJECT_ERASED` */
export const keptNote = (
  vault: PersonalVault,
  tx: Tx,
  { id, subjectId }: Named,
  note: string,
): Promise<string> => vault.sealFor(tx, subjectId as Holder, noteLabel(id), note);

/** Null for none, and once the subject was erased. */
export const openNote = async (
  vault: PersonalVault,
  tx: Tx,
  { id, noteSealed }: Pick<CorrectionRow, 'id' | 'noteSealed'>,
): Promise<string | null> => (noteSealed === null ? null : vault.openText(tx, noteLabel(id), noteSealed));
