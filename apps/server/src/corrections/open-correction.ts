import { DATA_ITEMS, fieldName, hasRecordKeys, recordName } from '@xinqiao/catalogue';
import {
  type CaseId,
  type CorrectionId,
  caseDeadline,
  type DataItemId,
  isFieldOf,
  MARKED_STATUSES,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import { type Tx, takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import { inForceAt } from '../authorities/in-force.ts';
import { type CaseServices, createCase } from '../support/new-case.ts';
import { type CorrectionWords, keptWords, openWords } from './sealed-words.ts';

export interface NewCorrection extends CorrectionWords {
  /** Id of the case that goes with it; the same form sent again finds it. */
  readonly caseId: CaseId;
  readonly identityId: string;
  readonly subjectId: SubjectId;
  readonly item: DataItemId;
  readonly path: string;
}

/** Whoever acts for the whole subject: a power for some purposes or banks is not one to dispute its records. */
export const wholeAuthority = (at: Date) => ({
  ...inForceAt(at),
  purposes: { isEmpty: true },
  participantIds: { isEmpty: true },
  maxDisclosure: null,
});

/**
 * Opens an objection (异议, 征信业管理条例 art. 25; PIPL art. 46): a case with its clock of twenty days, and a task of the
 * agency. The caller has looked the record up; it is asked once while it is checked.
 *
 * @param tx In the scope of person and subject, as `xinqiao_authorization`.
 * @throws {PlatformError} `AUTHORITY_MISSING`; `CORRECTION_RECORD_UNKNOWN`; `CORRECTION_PENDING`;
 *   `CASE_LIMIT_REACHED`; `SUBJECT_ERASED`
 */
export async function openCorrection(
  services: CaseServices,
  tx: Tx,
  { caseId, identityId, subjectId, item, path, ...words }: NewCorrection,
): Promise<CorrectionId> {
  const { clock, newId, operatorId, vault, holidays } = services;
  await takeLock(tx, `corrections of ${subjectId}`);
  const same = await tx.correction.findUnique({ where: { caseId } });
  if (same !== null) return same.id as CorrectionId;
  const now = clock.instant();
  const held = await tx.authority.count({
    where: { identityId, subjectId, ...wholeAuthority(new Date(now)) },
  });
  if (held === 0) throw new PlatformError('AUTHORITY_MISSING');
  if (!isFieldOf(item, path) || hasRecordKeys(item) !== (words.record !== null))
    throw new PlatformError('CORRECTION_RECORD_UNKNOWN');
  const open = await tx.correction.findMany({
    where: { subjectId, item, path, status: { in: [...MARKED_STATUSES] } },
  });
  for (const row of open)
    if ((await openWords(vault, tx, row))?.record === words.record)
      throw new PlatformError('CORRECTION_PENDING');

  const id = newId('cor') as CorrectionId;
  const actor = ownerOf(vault, operatorId, identityId);
  const { zh, en } = DATA_ITEMS[item].name;
  await createCase(services, tx, {
    ...{ caseId, actor, category: 'OBJECTION', entryIds: [] },
    asker: { participantId: null, identityId, subjectId },
    title: `${zh} ${en}`,
    text: `${placeOf(item, path, words.record)}\n\n${words.claim}`,
  });
  const agency = await tx.itemAgency.findUnique({ where: { item } });
  await tx.correction.create({
    data: {
      ...{ id, operatorId, caseId, subjectId, identityId, item, path, status: 'OPEN' },
      sealed: await keptWords(vault, tx, { id, subjectId }, words),
      agencyId: agency?.participantId ?? null,
      openedAt: new Date(now),
      deadlineAt: new Date(caseDeadline('OBJECTION', now, holidays)),
    },
  });
  await appendEntry(services, tx, {
    kind: 'CORRECTION_ASKED',
    actor,
    participantId: null,
    subjectId,
    consentId: null,
    // Which record is not said: its key may be a name.
    detail: {
      ...{ correctionId: id, caseId, item, path, agencyId: agency?.participantId ?? null },
      statement: words.statement !== null,
    },
  });
  return id;
}

/** Which field of which record, in both languages: her case is read by both sides. */
function placeOf(item: DataItemId, path: string, record: string | null): string {
  const names = [...(record === null ? [] : [recordName(item, record)]), fieldName(item, path)];
  return (['zh', 'en'] as const).map((key) => names.map((name) => name[key]).join(' · ')).join('\n');
}
