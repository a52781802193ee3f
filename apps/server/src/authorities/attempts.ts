import { randomUUID } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { takeLock } from '@xinqiao/db';
import type { Services } from '../services.ts';

/** What a person may try in vain only so often. */
export type AttemptKind = 'REPRESENTATION' | 'INVITATION';

/** Most vain tries of a kind within 24 hours: nobody finds out codes, or who represents whom, by trying. */
export const DAILY_ATTEMPTS = 10;
const DAY_MS = 86_400_000;

type AttemptServices = Pick<Services, 'clock' | 'database'>;

/**
 * Counts a try, does it, and forgets it again when it was not in vain. It is counted before, so that many at once are
 * as many tries.
 *
 * @throws {PlatformError} `AUTHORITY_ATTEMPTS_USED`; whatever the try throws
 */
export async function attempt<T>(
  { clock, database }: AttemptServices,
  { identityId, kind }: { readonly identityId: string; readonly kind: AttemptKind },
  tried: () => Promise<T>,
): Promise<T> {
  const now = clock.now();
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const id = randomUUID();
  await database.transaction({ identityId }, async (tx) => {
    await takeLock(tx, `attempts of ${identityId}`);
    await tx.authorityAttempt.deleteMany({ where: { identityId, attemptedAt: { lte: dayAgo } } });
    if ((await tx.authorityAttempt.count({ where: { identityId, kind } })) >= DAILY_ATTEMPTS)
      throw new PlatformError('AUTHORITY_ATTEMPTS_USED');
    await tx.authorityAttempt.create({ data: { id, identityId, kind, attemptedAt: now } });
  });
  const result = await tried();
  await database.transaction({ identityId }, (tx) =>
    tx.authorityAttempt.deleteMany({ where: { id, identityId } }),
  );
  return result;
}
