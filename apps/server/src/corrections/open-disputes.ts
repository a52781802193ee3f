import type { OpenDispute } from '@xinqiao/catalogue';
import { type DataItemId, type Instant, MARKED_STATUSES, type SubjectId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { Services } from '../services.ts';
import { openWords } from './sealed-words.ts';

/**
 * Objections to a subject’s data that are not settled, for the marks of a package. Of her words only what she lets
 * readers be told.
 *
 * @param tx In the scope of the subject.
 */
export async function openDisputes(
  { vault }: Pick<Services, 'vault'>,
  tx: Tx,
  subjectId: SubjectId,
): Promise<OpenDispute[]> {
  const rows = await tx.correction.findMany({
    where: { subjectId, status: { in: [...MARKED_STATUSES] } },
    orderBy: { id: 'asc' },
  });
  const disputes: OpenDispute[] = [];
  for (const row of rows) {
    const words = await openWords(vault, tx, row);
    if (words !== undefined)
      disputes.push({
        ...{ item: row.item as DataItemId, path: row.path, record: words.record },
        since: row.openedAt.toISOString() as Instant,
        ...(words.statement === null ? {} : { statement: words.statement }),
      });
  }
  return disputes;
}
