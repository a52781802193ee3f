import type { Handler } from '../http/run-operation.ts';
import { caseView, readCase } from './case-view.ts';

/** One of the bank’s own cases. Another bank’s case and a missing one look the same. */
export const getCase: Handler<'cases.get'> = ({ services, principal }, { caseId }) =>
  services.database.transaction({ participantId: principal.participantId }, async (tx) =>
    caseView(await readCase(services.vault, tx, caseId), services.clock.instant()),
  );
