import type { SubjectId, SubjectType } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { SourceSubject } from '../data/sources/source.ts';
import type { Services } from '../services.ts';
import { openCode } from './identifier-row.ts';
import { LEGAL_SCHEMES } from './subject-view.ts';

/** A subject as its source knows it: by the code that is current now, whatever it was when the owner agreed. */
export async function sourceSubject(
  { vault }: Pick<Services, 'vault'>,
  tx: Tx,
  subjectId: SubjectId,
): Promise<{
  readonly subject: SourceSubject;
  readonly sourceId: string;
  readonly subjectType: SubjectType;
}> {
  const { identifiers, sourceId, type } = await tx.subject.findUniqueOrThrow({
    where: { id: subjectId },
    include: { identifiers: { where: { scheme: { in: [...LEGAL_SCHEMES] }, validTo: null } } },
  });
  const [current] = identifiers;
  const code = current === undefined ? '' : openCode(vault, subjectId, current);
  return { subject: { subjectId, code }, sourceId, subjectType: type as SubjectType };
}
