import { countTallies, type Database } from '@xinqiao/db';
import type { Round } from '../../worker/worker.ts';
import { driftWatch, type WatchServices } from './look-for-drift.ts';

/** Decisions counted in one transaction. */
const AT_ONCE = 1_000;

/** The watch over policies. @param database Connections as `xinqiao_worker`. */
export const watchRounds = (worker: WatchServices, database: Database): Round[] => [
  {
    name: 'count decisions',
    pauseMs: 1_000,
    run: () => database.transaction({}, (tx) => countTallies(tx, AT_ONCE)),
  },
  { name: 'watch policies', pauseMs: 10_000, run: driftWatch(worker, database) },
];
