import type { CaseId } from '@xinqiao/contracts';
import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { caseView, readCase } from './case-view.ts';
import { createCase } from './new-case.ts';

/** A bank asks, complains or objects. */
export const openCase: Handler<'cases.open'> = (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  const { database, clock, newId } = services;
  const caseId = (earlierResult ?? newId('cas')) as CaseId;
  return database.transaction({ participantId }, async (tx) => {
    if (earlierResult === undefined) {
      await createCase(services, tx, {
        ...input,
        caseId,
        asker: { participantId, subjectId: null },
        actor: actorOf(principal),
      });
      await complete(tx, caseId);
    }
    return caseView(await readCase(services.vault, tx, caseId), clock.instant());
  });
};
