import type { Database } from '@xinqiao/db';
import { logEntryView, withPlace } from '../audit/log-entry-view.ts';
import { cutPage, pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';

/** The latest entries of the whole log, read as `xinqiao_regulator`. */
export const listAllEntries =
  (regulatorDatabase: Database): Handler<'supervision.listEntries'> =>
  async (_context, input) => {
    const rows = await regulatorDatabase.transaction({}, (tx) =>
      tx.logEntry.findMany({ ...pageArguments(input), include: withPlace }),
    );
    return cutPage(rows, input.limit, logEntryView);
  };
