import type { SubjectId } from '@xinqiao/contracts';
import type { SupportCaseRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import type { Owner } from '../audit/owner.ts';
import type { Services } from '../services.ts';

/** Who withdrew, where a person of an agency would stand: the row is read by those who are asked. */
const BY_OWNER = 'owner';

/**
 * Withdraws the objection of a case that its owner closes, in the transaction that holds the case. One that was settled
 * stays settled.
 */
export async function withdrawWithCase(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>,
  tx: Tx,
  { id: caseId, subjectId }: SupportCaseRow,
  actor: string | Owner,
): Promise<void> {
  const row = await tx.correction.findUnique({ where: { caseId } });
  if (row === null) return;
  const { count } = await tx.correction.updateMany({
    where: { id: row.id, status: 'OPEN' },
    data: { status: 'WITHDRAWN', settledAt: services.clock.now(), settledBy: BY_OWNER },
  });
  if (count === 0) return;
  await appendEntry(services, tx, {
    kind: 'CORRECTION_WITHDRAWN',
    actor,
    participantId: null,
    subjectId: subjectId as SubjectId | null,
    consentId: null,
    detail: { correctionId: row.id, caseId, item: row.item, path: row.path },
  });
}
