import { type ErrorCode, PlatformError, type SubjectId, type SubjectType } from '@xinqiao/contracts';
import { sqlState, type Tx } from '@xinqiao/db';
import type { InputOf } from '../http/run-operation.ts';
import type { Services } from '../services.ts';
import { identifierRow } from './identifier-row.ts';

/** In which capacity the representative acts for a subject of each type. */
export const CAPACITY: Readonly<Record<SubjectType, string>> = {
  ENTERPRISE: 'LEGAL_REPRESENTATIVE',
  SOLE_TRADER: 'PROPRIETOR',
  PERSON: 'SELF',
};

/** Scheme of the codes a source knows its subjects by. */
export const sourceScheme = (sourceId: string): string => `source:${sourceId}`;

/**
 * Creates subject, code, identity and authority.
 *
 * @throws {PlatformError} `IDENTIFIER_INVALID`, `SUBJECT_ALREADY_REGISTERED`
 */
export async function createSubject(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'vault'>,
  tx: Tx,
  { type, name, identifier, sourceId, sourceCode, representative }: InputOf<'subjects.register'>,
): Promise<SubjectId> {
  const { clock, newId, operatorId, vault } = services;
  const now = clock.now();
  const id = newId('sub') as SubjectId;
  const code = identifierRow(vault, id, type, identifier, clock.today());
  const codes = [
    code,
    ...(sourceCode === undefined
      ? []
      : [{ scheme: sourceScheme(sourceId), value: sourceCode, status: 'valid', sealed: null, masked: null }]),
  ];
  for (const each of codes)
    if ((await bearerOf(tx, each)) !== undefined) throw new PlatformError('SUBJECT_ALREADY_REGISTERED');

  await tx.subject.create({ data: { id, operatorId, type, name, sourceId, createdAt: now } });
  for (const each of codes)
    await tx.subjectIdentifier.create({ data: { ...each, subjectId: id, validFrom: now } });
  const { identityId, name: displayName } = representative;
  await tx.identity.createMany({
    data: { id: identityId, displayName, roles: ['OWNER'] },
    skipDuplicates: true,
  });
  await tx.authority.create({
    data: { identityId, subjectId: id, capacity: CAPACITY[type], validFrom: now },
  });
  return id;
}

/** Who bears a code now. */
export async function bearerOf(
  tx: Tx,
  { scheme, value }: { readonly scheme: string; readonly value: string },
): Promise<SubjectId | undefined> {
  const row = await tx.subjectIdentifier.findFirst({
    where: { scheme, value, validTo: null },
    select: { subjectId: true },
  });
  return row?.subjectId as SubjectId | undefined;
}

/** For whoever lost a race for a code: the database refused the second bearer (`subject_identifier_current_key`). */
export const takenMeans =
  (code: ErrorCode) =>
  (error: unknown): never => {
    throw sqlState(error) === '23505' ? new PlatformError(code, { cause: error }) : error;
  };
