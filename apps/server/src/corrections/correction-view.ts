import { type Correction, caseLight, type Instant, PlatformError } from '@xinqiao/contracts';
import type { CorrectionRow, Tx } from '@xinqiao/db';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { BORNE_NOW } from '../subjects/subject-view.ts';
import { openNote, openWords } from './sealed-words.ts';

/** An objection as the agency that is asked, and the operator, see it: who objects is not told. */
export async function correctionView(
  vault: PersonalVault,
  tx: Tx,
  row: CorrectionRow,
  now: Instant,
): Promise<Correction> {
  const words = await openWords(vault, tx, row);
  const code = await tx.subjectIdentifier.findFirst({
    where: { subjectId: row.subjectId, ...BORNE_NOW },
  });
  const [openedAt, deadlineAt] = [row.openedAt.toISOString(), row.deadlineAt.toISOString()];
  const settledAt = row.settledAt?.toISOString() ?? null;
  return {
    correctionId: row.id,
    subjectId: row.subjectId,
    subjectCode: words === undefined ? null : (code?.masked ?? code?.value ?? null),
    item: row.item,
    path: row.path,
    record: words?.record ?? null,
    claim: words?.claim ?? null,
    agencyId: row.agencyId,
    status: row.status,
    light: caseLight(openedAt, deadlineAt, settledAt, now),
    openedAt,
    deadlineAt,
    settledAt,
    reason: row.reason,
    note: await openNote(vault, tx, row),
  } as Correction;
}

/** An objection that this login may see. @throws {PlatformError} `CORRECTION_NOT_FOUND` */
export async function findCorrection(tx: Tx, correctionId: string): Promise<CorrectionRow> {
  const row = await tx.correction.findUnique({ where: { id: correctionId } });
  if (row === null) throw new PlatformError('CORRECTION_NOT_FOUND');
  return row;
}
