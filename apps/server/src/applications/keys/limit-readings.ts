import { createHash } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { type Database, insertOnce } from '@xinqiao/db';
import type { Clock } from '../../clock.ts';

/** Readings of addresses a participant may ask for in a minute of the real time, on all nodes together. */
export const READINGS_PER_MINUTE = 10;
const MINUTE_MS = 60_000;

/**
 * Counts a reading that a participant asks for, so that it cannot use us to knock at other people’s doors.
 *
 * @throws {PlatformError} `RATE_LIMITED` beyond the limit, with `{ retryAfterSeconds }`
 */
export async function countReading(
  { database, tokenClock }: { readonly database: Database; readonly tokenClock: Clock },
  participantId: string,
): Promise<void> {
  const now = tokenClock.now().getTime();
  const minute = Math.floor(now / MINUTE_MS);
  const end = new Date((minute + 1) * MINUTE_MS);
  const counted = await database.transaction({ participantId }, async (tx) => {
    for (let place = 1; place <= READINGS_PER_MINUTE; place++) {
      const hash = createHash('sha256').update(`${participantId} ${minute} ${place}`).digest();
      if (await insertOnce(tx, 'key-set-reading', hash, end)) return true;
    }
    return false;
  });
  if (!counted)
    throw new PlatformError('RATE_LIMITED', {
      details: { retryAfterSeconds: Math.ceil((end.getTime() - now) / 1000) },
    });
}
