import { type Database, purgeRateWindows } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import type { Round } from '../worker/worker.ts';

/** Removes the counts of minutes long over. @param tokenClock The real time, by which calls are counted. */
export const rateWindowRound = (database: Database, tokenClock: Clock): Round => ({
  name: 'rate windows',
  pauseMs: 60_000,
  async run() {
    await database.transaction({}, (tx) => purgeRateWindows(tx, tokenClock.now()));
    return 0;
  },
});
