import { IMPORT_KINDS, type ImportKind, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';

/**
 * An agency hands over files of the items that are assigned to it, the operator of all.
 *
 * @throws {PlatformError} `IMPORT_KIND_NOT_ASSIGNED`
 */
export async function requireKind(
  database: Database,
  participantId: ParticipantId,
  kind: ImportKind,
): Promise<void> {
  const items = [...IMPORT_KINDS[kind].items];
  const allowed = await database.transaction({ participantId }, async (tx) => {
    const sender = await tx.participant.findUnique({ where: { id: participantId }, select: { kind: true } });
    if (sender?.kind === 'OPERATOR') return true;
    return (await tx.itemAgency.count({ where: { participantId, item: { in: items } } })) === items.length;
  });
  if (!allowed) throw new PlatformError('IMPORT_KIND_NOT_ASSIGNED', { details: { items } });
}
