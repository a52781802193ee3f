import type { Prisma, RegistryEventRow, Tx } from '@xinqiao/db';
import { BORNE_NOW } from '../../subjects/subject-view.ts';

/** What ends a firm, or its licence: nobody gives or wakes a consent for it any more. */
const FINAL = ['DEREGISTERED', 'LICENCE_REVOKED'];

/** What its agency did not take back. */
const STANDS = { annulment: null } as const satisfies Prisma.RegistryEventWhereInput;

/** True when the registry reported that a firm was struck off or lost its licence, applied yet or not. */
export const isGone = async (tx: Tx, subjectId: string): Promise<boolean> =>
  (await tx.registryEvent.count({ where: { ...STANDS, subjectId, kind: { in: FINAL } } })) > 0;

/**
 * Whom the registry holds for the representative: whom its latest report of a change names; where there was none, whom
 * the source does. After a report that names nobody a source may still say what it said before: then it does not
 * bring back anybody whom such a report ended, until a report names her. And what was reported of a firm under a
 * former code counts under the present one only where the source says the same.
 *
 * @param bySource Keyed hash of the number the source names; undefined where it names none.
 */
export async function namedRepresentative(
  tx: Tx,
  subjectId: string,
  bySource: string | undefined,
): Promise<string | undefined> {
  const reported = await tx.registryEvent.findFirst({
    where: { ...STANDS, subjectId, kind: 'LEGAL_REPRESENTATIVE_CHANGED' },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    select: { representativeHash: true, receivedAt: true },
  });
  if (reported === null) return bySource;
  if (reported.representativeHash !== null)
    return bySource === reported.representativeHash ||
      (await bearsCodeSince(tx, subjectId, reported.receivedAt))
      ? reported.representativeHash
      : undefined;
  if (bySource === undefined) return undefined;
  const ended = await tx.authority.count({
    where: {
      ...{ subjectId, grantedBy: null, status: 'ENDED', statusReason: 'LEGAL_REPRESENTATIVE_CHANGED' },
      OR: [{ evidenceHash: bySource }, { identity: { residentIdDigest: bySource } }],
    },
  });
  return ended > 0 ? undefined : bySource;
}

/** True when the subject has borne its code since before an instant. */
const bearsCodeSince = async (tx: Tx, subjectId: string, at: Date): Promise<boolean> =>
  (await tx.subjectIdentifier.count({
    where: { subjectId, ...BORNE_NOW, validFrom: { lte: at } },
  })) > 0;

const LATER: Readonly<Record<string, readonly string[]>> = {
  LEGAL_REPRESENTATIVE_CHANGED: ['LEGAL_REPRESENTATIVE_CHANGED', ...FINAL],
  ABNORMAL_LISTED: ['ABNORMAL_LISTED', 'ABNORMAL_REMOVED', ...FINAL],
  ABNORMAL_REMOVED: ['ABNORMAL_LISTED', 'ABNORMAL_REMOVED', ...FINAL],
  REPORT_ANNULLED: [],
  DEREGISTERED: [],
  LICENCE_REVOKED: [],
};

/**
 * True when something later about the same was already applied: an older report that comes late changes nothing any
 * more, nor does one that was taken back before. What ends a firm is never too late.
 */
export const isOvertaken = async (
  tx: Tx,
  { id, subjectId, kind, occurredAt }: RegistryEventRow,
): Promise<boolean> =>
  (await tx.registryEvent.count({
    where: {
      OR: [
        { annuls: id },
        {
          ...STANDS,
          subjectId,
          id: { not: id },
          beganAt: { not: null },
          occurredAt: { gt: occurredAt },
          kind: { in: [...(LATER[kind] ?? [])] },
        },
      ],
    },
  })) > 0;
