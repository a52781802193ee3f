import { YELLOW_PART } from '@xinqiao/contracts';
import { listCaseIds } from '@xinqiao/db';
import type { Handler } from '../http/run-operation.ts';
import { withTitles } from './case-texts.ts';
import { workSummaryView } from './case-view.ts';

/** Cases of everybody for the operator’s support: whoever has waited to the edge comes first. */
export const listAllCases: Handler<'cases.listAll'> = ({ services, principal }, input) => {
  const { operatorDatabase, clock, vault } = services;
  const { limit, status, category, assignee, light, cursor } = input;
  const now = clock.instant();
  return operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const ids = await listCaseIds(tx, {
      statuses: status === undefined ? ['OPEN', 'ASSIGNED'] : [status],
      category,
      assignee,
      light,
      now: new Date(now),
      yellowPart: YELLOW_PART,
      after: cursor,
      limit: limit + 1,
    });
    const shown = ids.slice(0, limit);
    const rows = await tx.supportCase.findMany({ where: { id: { in: shown } } });
    const byId = new Map((await withTitles(vault, tx, rows)).map((row) => [row.id, row]));
    return {
      items: shown.flatMap((id) => byId.get(id) ?? []).map((row) => workSummaryView(row, now)),
      nextCursor: ids.length > limit ? (shown.at(-1) ?? null) : null,
    };
  });
};
