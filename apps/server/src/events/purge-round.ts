import { type Database, purgeEvents } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import type { Round } from '../worker/worker.ts';

/** How long events can be read and replayed, in milliseconds: 90 days. */
const EVENTS_KEPT_MS = 90 * 86_400_000;
/** Most events removed in one transaction. */
const BATCH = 1_000;

/**
 * Removes events that are older than ninety days, with their deliveries.
 *
 * @param database Connections as `xinqiao_worker`.
 * @param clock Time of the business, in which they happened.
 */
export const purgeEventsRound = (database: Database, clock: Clock): Round => ({
  name: 'purge events',
  pauseMs: 60_000,
  async run() {
    const before = new Date(clock.now().getTime() - EVENTS_KEPT_MS);
    return database.transaction({}, (tx) => purgeEvents(tx, before, BATCH));
  },
});
