import type { SubjectId } from '@xinqiao/contracts';
import { type Tx, takeLock } from '@xinqiao/db';
import type { Vault } from '../keys/vault.ts';
import { possibleValues } from './identifier-row.ts';
import { LEGAL_SCHEMES } from './subject-view.ts';

/** A code as it is written: a legal one, or one a source knows a subject by. */
export interface BorneCode {
  readonly scheme: string;
  readonly value: string;
}

interface Bearer {
  readonly subjectId: SubjectId;
  /** When it gave the code up; null while it bears it. */
  readonly validTo: Date | null;
}

/**
 * Who bears a code, or ever bore it, under whatever scheme: files are matched by the code alone, so the credit code
 * of one firm must not be what a source calls another. What two sources call their subjects may coincide.
 */
export async function bearersOf(vault: Vault, tx: Tx, { scheme, value }: BorneCode): Promise<Bearer[]> {
  const rows = await tx.subjectIdentifier.findMany({
    where: {
      value: { in: possibleValues(vault, value) },
      ...(LEGAL_SCHEMES.includes(scheme) ? {} : { scheme: { in: [...LEGAL_SCHEMES, scheme] } }),
    },
    select: { subjectId: true, validTo: true },
  });
  return rows as Bearer[];
}

/** Codes are given one after the other: the database knows that two are the same only within one scheme. */
export const lockCodes = (tx: Tx): Promise<void> => takeLock(tx, 'codes of subjects');
