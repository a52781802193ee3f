import type { SubjectType } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { type Holder, personHolder } from '../keys/subject-keys/holder.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';

/** What stands for the name of whoever was erased. */
export const NAMELESS = '—';

const labelOf = (id: string) => `name of ${id}`;

/** A name as it is kept: that of a person sealed, that of a firm or a trader, which the register publishes, as it is. */
export const keptSubjectName = (
  vault: PersonalVault,
  tx: Tx,
  { id, type, name }: { readonly id: string; readonly type: SubjectType; readonly name: string },
): Promise<string> =>
  type === 'PERSON' ? vault.sealText(tx, id as Holder, labelOf(id), name) : Promise.resolve(name);

/** The name of a subject, for whoever may act for it. */
export const subjectName = async (
  vault: PersonalVault,
  tx: Tx,
  { id, type, name }: { readonly id: string; readonly type: string; readonly name: string },
): Promise<string> =>
  // Whatever the register lets a firm be called is its name.
  type === 'PERSON' ? ((await vault.openText(tx, labelOf(id), name)) ?? NAMELESS) : name;

/** The name of somebody who signs in, as it is kept. */
export const keptPersonName = (vault: PersonalVault, tx: Tx, id: string, name: string): Promise<string> =>
  vault.sealText(tx, personHolder(id), labelOf(id), name);

interface NamedPerson {
  readonly id: string;
  readonly displayName: string;
}

/** The name of somebody who signs in, as she is shown. */
export const personName = async (
  vault: PersonalVault,
  tx: Tx,
  { id, displayName }: NamedPerson,
): Promise<string> => (await vault.openText(tx, labelOf(id), displayName)) ?? NAMELESS;

/** Her name as the city’s sign-in verified it, else as she was entered. */
export const verifiedPersonName = (
  vault: PersonalVault,
  tx: Tx,
  { id, displayName, verifiedName }: NamedPerson & { readonly verifiedName: string | null },
): Promise<string> => personName(vault, tx, { id, displayName: verifiedName ?? displayName });

/** What is shown of a person’s name where it is not needed in full: the first character. */
export const maskedName = (name: string): string => `${[...name][0] ?? ''}**`;
