import {
  IdentifierScheme,
  PlatformError,
  type Subject,
  type SubjectId,
  type SubjectIdentifier,
} from '@xinqiao/contracts';
import type { Prisma, SubjectIdentifierRow, Tx } from '@xinqiao/db';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { maskedName, subjectName } from './names.ts';

/** Schemes of codes that authorities give; the codes by which a source knows a subject are apart. */
export const LEGAL_SCHEMES: readonly string[] = IdentifierScheme.options;

/** Where a code that an authority gave is borne now. */
export const BORNE_NOW = {
  scheme: { in: [...LEGAL_SCHEMES] },
  validTo: null,
} satisfies Prisma.SubjectIdentifierWhereInput;

/**
 * A subject with its codes, the current one first; of a person code and name only in part.
 *
 * @throws {PlatformError} `SUBJECT_NOT_FOUND`, `SUBJECT_ERASED`
 */
export async function subjectView(vault: PersonalVault, tx: Tx, subjectId: SubjectId): Promise<Subject> {
  const row = await tx.subject.findUnique({
    where: { id: subjectId },
    include: {
      identifiers: {
        where: { scheme: { in: [...LEGAL_SCHEMES] } },
        orderBy: [{ validTo: { sort: 'desc', nulls: 'first' } }, { validFrom: 'desc' }],
      },
    },
  });
  if (row === null) throw new PlatformError('SUBJECT_NOT_FOUND');
  if (row.erasedAt !== null) throw new PlatformError('SUBJECT_ERASED');
  const name = await subjectName(vault, tx, row);
  return {
    subjectId,
    operatorId: row.operatorId,
    type: row.type,
    name: row.type === 'PERSON' ? maskedName(name) : name,
    sourceId: row.sourceId,
    identifiers: row.identifiers.map(identifierView),
  } as Subject;
}

const identifierView = (row: SubjectIdentifierRow): SubjectIdentifier =>
  ({
    scheme: row.scheme,
    value: row.sealed === null ? row.value : null,
    masked: row.masked,
    status: row.status,
    validFrom: row.validFrom.toISOString(),
    validTo: row.validTo?.toISOString() ?? null,
  }) as SubjectIdentifier;
