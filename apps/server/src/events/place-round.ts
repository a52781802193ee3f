import type { EventType } from '@xinqiao/contracts';
import { type Database, placeEvents } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import type { Round } from '../worker/worker.ts';

/** Most events placed in one transaction. */
const BATCH = 1_000;
const TEST_TYPE: EventType = 'cn.xinqiao.webhook.test.v1';

/**
 * Gives new events their place in the stream, and makes their deliveries with it.
 *
 * @param database Connections as `xinqiao_worker`.
 * @param clock The real time: deliveries are due by it.
 */
export const placeRound = (database: Database, clock: Clock): Round => ({
  name: 'place events',
  pauseMs: 100,
  async run() {
    const options = { limit: BATCH, now: clock.now(), testType: TEST_TYPE };
    return (await database.transaction({}, (tx) => placeEvents(tx, options)))?.events ?? 0;
  },
});
