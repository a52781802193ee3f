import type { SubjectId } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { lockCodes } from './bearers-of.ts';
import { CAPACITY, createSubject, takenMeans } from './create-subject.ts';
import { subjectView } from './subject-view.ts';

/** The operator registers a subject together with the person who represents it. */
export const registerSubject: Handler<'subjects.register'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  const registered = services.operatorDatabase.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return subjectView(tx, earlierResult as SubjectId);
    await lockCodes(tx);
    const subjectId = await createSubject(services, tx, input);
    const { type, sourceId, identifier, representative } = input;
    await appendEntry(services, tx, {
      kind: 'SUBJECT_REGISTERED',
      actor: actorOf(principal),
      participantId,
      subjectId,
      consentId: null,
      // Who may act for the subject from now on, so that a false registration can be laid at somebody's door.
      detail: {
        ...{ type, sourceId, scheme: identifier.scheme },
        ...{ representative: representative.identityId, capacity: CAPACITY[type] },
      },
    });
    await complete(tx, subjectId);
    return subjectView(tx, subjectId);
  });
  return registered.catch(takenMeans('SUBJECT_ALREADY_REGISTERED'));
};
