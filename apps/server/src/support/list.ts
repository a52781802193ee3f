import { cutPage, pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';
import { withTitles } from './case-texts.ts';
import { summaryView } from './case-view.ts';

/** A bank’s own cases, newest first. */
export const listCases: Handler<'cases.list'> = async ({ services, principal }, input) => {
  const { participantId } = principal;
  const rows = await services.database.transaction({ participantId }, async (tx) => {
    const found = await tx.supportCase.findMany({
      ...pageArguments(input),
      where: { participantId, ...(input.status === undefined ? {} : { status: input.status }) },
    });
    return withTitles(services.vault, tx, found);
  });
  const now = services.clock.instant();
  return cutPage(rows, input.limit, (row) => summaryView(row, now));
};
