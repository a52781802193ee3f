import { type ErrorCode, PlatformError, type SubjectId, type SubjectType } from '@xinqiao/contracts';
import { sqlState, type Tx } from '@xinqiao/db';
import type { InputOf } from '../http/run-operation.ts';
import type { Vault } from '../keys/vault.ts';
import type { Services } from '../services.ts';
import { type BorneCode, bearersOf } from './bearers-of.ts';
import { identifierRow } from './identifier-row.ts';
import { keptPersonName, keptSubjectName } from './names.ts';

/** In which capacity the representative acts for a subject of each type. */
export const CAPACITY: Readonly<Record<SubjectType, string>> = {
  ENTERPRISE: 'LEGAL_REPRESENTATIVE',
  SOLE_TRADER: 'PROPRIETOR',
  PERSON: 'SELF',
};

/** Scheme of the codes a source knows its subjects by. */
export const sourceScheme = (sourceId: string): string => `source:${sourceId}`;

/** What the authority of the representative rests on, and whether it is in force at once. */
export interface Standing {
  readonly evidence: 'OPERATOR' | 'REGISTRY';
  readonly evidenceHash?: string;
  readonly matchedAt?: Date;
  readonly status: 'ACTIVE' | 'SUSPENDED';
  readonly statusReason?: string;
}

/**
 * Creates subject, code, identity and authority. Whoever works for a participant represents no subject: she could
 * agree to what her own employer reads.
 *
 * @throws {PlatformError} `IDENTIFIER_INVALID`, `SUBJECT_ALREADY_REGISTERED`, `IDENTIFIER_IN_USE`,
 *   `DUTIES_IN_CONFLICT`
 */
export async function createSubject(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'vault'>,
  tx: Tx,
  { type, name, identifier, sourceId, sourceCode, representative }: InputOf<'subjects.register'>,
  standing: Standing = { evidence: 'OPERATOR', status: 'ACTIVE' },
): Promise<SubjectId> {
  const { clock, newId, operatorId, vault } = services;
  const now = clock.now();
  const id = newId('sub') as SubjectId;
  const codes = [await identifierRow(vault, tx, id, type, identifier, clock.today())];
  await requireUnregistered(vault, tx, identifier);
  if (sourceCode !== undefined) {
    const scheme = sourceScheme(sourceId);
    codes.push({ scheme, value: sourceCode, status: 'valid', sealed: null, masked: null });
    await requireUnregistered(vault, tx, { scheme, value: sourceCode });
  }

  const kept = await keptSubjectName(vault, tx, { id, type, name });
  await tx.subject.create({ data: { id, operatorId, type, name: kept, sourceId, createdAt: now } });
  for (const each of codes)
    await tx.subjectIdentifier.create({ data: { ...each, subjectId: id, validFrom: now } });
  const { identityId } = representative;
  if ((await tx.identity.count({ where: { id: identityId } })) === 0) {
    const displayName = await keptPersonName(vault, tx, identityId, representative.name);
    await tx.identity.createMany({
      data: { id: identityId, displayName, roles: ['OWNER'] },
      skipDuplicates: true,
    });
  }
  // Read after it was written, so that a post she is being given counts.
  const { participantId } = await tx.identity.findUniqueOrThrow({ where: { id: identityId } });
  if (participantId !== null) throw new PlatformError('DUTIES_IN_CONFLICT');
  await tx.authority.create({
    data: {
      ...{ id: newId('aut'), identityId, subjectId: id },
      ...{ capacity: CAPACITY[type], validFrom: now },
      ...standing,
    },
  });
  return id;
}

/** @throws {PlatformError} `SUBJECT_ALREADY_REGISTERED` of a code borne now, `IDENTIFIER_IN_USE` of a former one */
async function requireUnregistered(vault: Vault, tx: Tx, code: BorneCode): Promise<void> {
  const bearers = await bearersOf(vault, tx, code);
  if (bearers.some(({ validTo }) => validTo === null)) throw new PlatformError('SUBJECT_ALREADY_REGISTERED');
  if (bearers.length > 0) throw new PlatformError('IDENTIFIER_IN_USE');
}

/** For whoever lost a race for a code: the database refused the second bearer (`subject_identifier_current_key`). */
export const takenMeans =
  (code: ErrorCode) =>
  (error: unknown): never => {
    throw sqlState(error) === '23505' ? new PlatformError(code, { cause: error }) : error;
  };
