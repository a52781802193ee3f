import { type ConsentRevision, PlatformError } from '@xinqiao/contracts';
import type { ConsentRevisionRow } from '@xinqiao/db';
import type { Handler } from '../http/run-operation.ts';

/** The history of one of the bank’s own consents, newest first. */
export const listRevisions: Handler<'consents.listRevisions'> = async ({ services, principal }, input) => {
  const { participantId } = principal;
  const { consentId, cursor, limit } = input;
  const rows = await services.database.transaction({ participantId }, async (tx) => {
    if ((await tx.consent.count({ where: { id: consentId, participantId } })) === 0)
      throw new PlatformError('CONSENT_NOT_FOUND');
    return tx.consentRevision.findMany({
      where: { consentId, ...(cursor === undefined ? {} : { revision: { lt: Number(cursor) } }) },
      orderBy: { revision: 'desc' },
      take: limit + 1,
    });
  });
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(revisionView),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.revision) : null,
  };
};

/** One change, as bank and owner see it. */
export const revisionView = (row: ConsentRevisionRow): ConsentRevision =>
  ({
    consentId: row.consentId,
    revision: row.revision,
    act: row.act,
    status: row.status,
    by: row.by,
    reason: row.reason,
    changed: row.changed,
    requestId: row.requestId,
    artefact: row.artefact,
    entryId: row.entryId,
    changedAt: row.changedAt.toISOString(),
  }) as ConsentRevision;
