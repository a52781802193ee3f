import type { Handler } from '../http/run-operation.ts';
import { subjectView } from './subject-view.ts';

/** A subject with the history of its codes; a person's code stays hidden. */
export const getSubject: Handler<'subjects.get'> = ({ services, principal }, { subjectId }) =>
  services.operatorDatabase.transaction({ participantId: principal.participantId }, (tx) =>
    subjectView(services.vault, tx, subjectId),
  );
