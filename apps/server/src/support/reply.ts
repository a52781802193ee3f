import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { caseView, readCase } from './case-view.ts';
import { changeCase } from './change-case.ts';

/** The bank adds to its case. An answer that did not help is worked on again, and buys no time. */
export const replyToCase: Handler<'cases.reply'> = (context, { caseId, text }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    if (earlierResult === undefined) {
      await changeCase(services, tx, {
        caseId,
        act: 'REPLY',
        actor: actorOf(principal),
        message: { side: 'PARTICIPANT', text },
      });
      await complete(tx, caseId);
    }
    return caseView(await readCase(services.vault, tx, caseId), services.clock.instant());
  });
};
