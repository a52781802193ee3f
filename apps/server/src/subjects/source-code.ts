import { type IdentifierScheme, PlatformError, type SubjectId, type SubjectType } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { SourceSubject } from '../data/sources/source.ts';
import type { Services } from '../services.ts';
import { openCode } from './identifier-row.ts';
import { BORNE_NOW } from './subject-view.ts';

/**
 * A subject as its source knows it: by the code that is current now, whatever it was when the owner agreed.
 *
 * @throws {PlatformError} `SUBJECT_ERASED`
 */
export async function sourceSubject(
  { vault }: Pick<Services, 'vault'>,
  tx: Tx,
  subjectId: SubjectId,
): Promise<{
  readonly subject: SourceSubject;
  readonly subjectType: SubjectType;
}> {
  const { identifiers, sourceId, type, erasedAt } = await tx.subject.findUniqueOrThrow({
    where: { id: subjectId },
    include: { identifiers: { where: BORNE_NOW } },
  });
  if (erasedAt !== null) throw new PlatformError('SUBJECT_ERASED');
  const [current] = identifiers;
  const code = current === undefined ? '' : await openCode(vault, tx, subjectId, current);
  const scheme = (current?.scheme ?? 'uscc') as IdentifierScheme;
  return { subject: { subjectId, sourceId, scheme, code }, subjectType: type as SubjectType };
}
