import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { caseView, readCase } from './case-view.ts';
import { changeCase } from './change-case.ts';

/** The bank needs no (further) answer. */
export const closeCase: Handler<'cases.close'> = (context, { caseId }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  const { database, clock } = services;
  return database.transaction({ participantId }, async (tx) => {
    if (earlierResult === undefined) {
      await changeCase(services, tx, {
        caseId,
        act: 'CLOSE',
        actor: actorOf(principal),
        data: async () => ({ closedAt: clock.now() }),
      });
      await complete(tx, caseId);
    }
    return caseView(await readCase(services.vault, tx, caseId), clock.instant());
  });
};
