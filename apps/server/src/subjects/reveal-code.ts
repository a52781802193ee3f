import { type IdentifierScheme, PlatformError } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { openCode } from './identifier-row.ts';
import { subjectName } from './names.ts';
import { BORNE_NOW } from './subject-view.ts';

/**
 * Code and name of a person in full, for a member of staff who says why. The entry stands in the log before she sees
 * them; a repetition is another look, and another entry.
 */
export const revealSubjectCode: Handler<'subjects.revealCode'> = (context, { subjectId, reason }) => {
  const { services, principal, complete, earlierResult } = context;
  const { operatorDatabase, vault } = services;
  const { participantId } = principal;
  const person = personOf(principal);
  return operatorDatabase.transaction({ participantId }, async (tx) => {
    const row = await tx.subject.findUnique({
      where: { id: subjectId },
      include: { identifiers: { where: BORNE_NOW } },
    });
    const code = row?.identifiers[0];
    if (row === null || code === undefined) throw new PlatformError('SUBJECT_NOT_FOUND');
    if (row.erasedAt !== null) throw new PlatformError('SUBJECT_ERASED');
    await appendEntry(services, tx, {
      kind: 'SUBJECT_CODE_REVEALED',
      actor: person,
      participantId,
      subjectId,
      consentId: null,
      detail: { reason, scheme: code.scheme, ...(earlierResult === undefined ? {} : { repeated: true }) },
    });
    if (earlierResult === undefined) await complete(tx, subjectId);
    return {
      subjectId,
      name: await subjectName(vault, tx, row),
      scheme: code.scheme as IdentifierScheme,
      value: await openCode(vault, tx, subjectId, code),
    };
  });
};
