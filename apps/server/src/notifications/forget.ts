import type { Database } from '@xinqiao/db';
import type { Clock } from '../clock.ts';

/** How long it is kept what was sent, in milliseconds: 90 days, as events are. */
const KEPT_MS = 90 * 86_400_000;

/** Removes messages that are done and old. */
export async function forgetMessages(database: Database, clock: Clock): Promise<number> {
  const before = new Date(clock.now().getTime() - KEPT_MS);
  await database.transaction({}, (tx) =>
    tx.notification.deleteMany({ where: { createdAt: { lt: before }, status: { not: 'QUEUED' } } }),
  );
  return 0;
}
