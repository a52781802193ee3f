import type { Handler } from './operation-handler.ts';
import { cutPage } from './page.ts';

/** A participant's own log entries, newest first. */
export const listEntries: Handler<'audit.listEntries'> = async ({ platform, principal }, input) => {
  const entries = platform.log
    .entriesOf(principal.participantId)
    .filter(({ consentId }) => input.consentId === undefined || consentId === input.consentId);
  return cutPage(entries, input, ({ entryId }) => entryId);
};
