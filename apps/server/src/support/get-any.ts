import type { Handler } from '../http/run-operation.ts';
import { readCase, workView } from './case-view.ts';

/** Any case, for the operator’s support. */
export const getAnyCase: Handler<'cases.getAny'> = ({ services, principal }, { caseId }) =>
  services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) =>
    workView(await readCase(services.vault, tx, caseId), services.clock.instant()),
  );
