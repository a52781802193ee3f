import type { SubjectId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';

/** Who bears a unified social credit code now; undefined where nobody registered here does. */
export async function subjectOfCode(tx: Tx, uscc: string): Promise<SubjectId | undefined> {
  const row = await tx.subjectIdentifier.findFirst({
    where: { scheme: 'uscc', value: uscc, validTo: null },
    select: { subjectId: true },
  });
  return row?.subjectId as SubjectId | undefined;
}
