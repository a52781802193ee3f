import type { MessageLanguage } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { UntellableError } from './telling.ts';

/** A name in both languages of messages. */
export type Name = Readonly<Record<MessageLanguage, string>>;

/** @throws {UntellableError} */
export const participantName = async (tx: Tx, id: string): Promise<Name> =>
  nameOf('participant', await tx.participant.findUnique({ where: { id } }));

/** @throws {UntellableError} */
export const applicationName = async (tx: Tx, id: string): Promise<Name> =>
  nameOf('application', await tx.application.findUnique({ where: { id } }));

function nameOf(what: string, row: { readonly nameZh: string; readonly nameEn: string } | null): Name {
  if (row === null) throw new UntellableError(`no such ${what}`);
  return { zh: row.nameZh, en: row.nameEn };
}
