import { PlatformError, type SubjectId } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { storedValues } from './identifier-row.ts';
import { subjectView } from './subject-view.ts';

/** The subject that bears a code now. A repetition looks again: nothing was written. */
export const findSubject: Handler<'subjects.find'> = async (context, { identifier }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  return services.operatorDatabase.transaction({ participantId }, async (tx) => {
    const row = await tx.subjectIdentifier.findFirst({
      where: {
        scheme: identifier.scheme,
        value: { in: storedValues(services.vault, identifier) },
        validTo: null,
      },
      select: { subjectId: true },
    });
    if (row === null) throw new PlatformError('SUBJECT_NOT_FOUND');
    if (earlierResult === undefined) await complete(tx, row.subjectId);
    return subjectView(services.vault, tx, row.subjectId as SubjectId);
  });
};
