import type { SupervisedEntry } from '@xinqiao/contracts';
import type { Database, LogPersonRow } from '@xinqiao/db';
import { type EntryRow, logEntryView, withPlace } from '../audit/log-entry-view.ts';
import { cutPage, pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';
import { checkRegulator } from './check-regulator.ts';

/** The latest entries of the whole log, read as `xinqiao_regulator`. */
export const listAllEntries =
  (regulatorDatabase: Database): Handler<'supervision.listEntries'> =>
  async ({ services, principal }, input) => {
    await checkRegulator(services, principal);
    const rows = await regulatorDatabase.transaction({}, (tx) =>
      tx.logEntry.findMany({ ...pageArguments(input), include: { ...withPlace, person: true } }),
    );
    return cutPage(rows, input.limit, supervisedView);
  };

const supervisedView = ({ person, ...row }: EntryRow & { person: LogPersonRow | null }): SupervisedEntry => ({
  ...logEntryView(row),
  person:
    person === null
      ? null
      : { identityId: person.identityId, salt: Buffer.from(person.salt).toString('base64url') },
});
