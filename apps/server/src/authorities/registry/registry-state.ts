import type { RegistryEventRow, Tx } from '@xinqiao/db';

/** What ends a firm, or its licence: nobody gives or wakes a consent for it any more. */
const FINAL = ['DEREGISTERED', 'LICENCE_REVOKED'];

/** True when the registry reported that a firm was struck off or lost its licence, applied yet or not. */
export const isGone = async (tx: Tx, subjectId: string): Promise<boolean> =>
  (await tx.registryEvent.count({ where: { subjectId, kind: { in: FINAL } } })) > 0;

/** The latest change of the legal representative that names the new one; it is newer than what a source was told. */
export async function reportedRepresentative(tx: Tx, subjectId: string): Promise<string | undefined> {
  const row = await tx.registryEvent.findFirst({
    where: { subjectId, kind: 'LEGAL_REPRESENTATIVE_CHANGED' },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    select: { representativeHash: true },
  });
  return row?.representativeHash ?? undefined;
}

const LATER: Readonly<Record<string, readonly string[]>> = {
  LEGAL_REPRESENTATIVE_CHANGED: ['LEGAL_REPRESENTATIVE_CHANGED', ...FINAL],
  ABNORMAL_LISTED: ['ABNORMAL_LISTED', 'ABNORMAL_REMOVED', ...FINAL],
  ABNORMAL_REMOVED: ['ABNORMAL_LISTED', 'ABNORMAL_REMOVED', ...FINAL],
  DEREGISTERED: [],
  LICENCE_REVOKED: [],
};

/**
 * True when something later about the same was already applied: an older report that comes late changes nothing any
 * more. What ends a firm is never too late.
 */
export const isOvertaken = async (
  tx: Tx,
  { id, subjectId, kind, occurredAt }: RegistryEventRow,
): Promise<boolean> =>
  (await tx.registryEvent.count({
    where: {
      ...{ subjectId, id: { not: id }, beganAt: { not: null }, occurredAt: { gt: occurredAt } },
      kind: { in: [...(LATER[kind] ?? [])] },
    },
  })) > 0;
