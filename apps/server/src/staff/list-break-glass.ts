import { cutPage, pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';
import { breakGlassView, withUses } from './break-glass.ts';

/** Emergencies and their reviews, newest first. */
export const listBreakGlass: Handler<'breakGlass.list'> = async ({ services, principal }, input) => {
  const now = services.clock.now();
  const rows = await services.operatorDatabase.transaction({ participantId: principal.participantId }, (tx) =>
    tx.breakGlass.findMany({ ...pageArguments(input), include: withUses }),
  );
  return cutPage(rows, input.limit, (row) => breakGlassView(row, row._count.statusChanges, now));
};
