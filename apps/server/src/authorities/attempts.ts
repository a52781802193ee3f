import { randomUUID } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { type Tx, takeLock } from '@xinqiao/db';
import type { Services } from '../services.ts';

/** What a person may try in vain, and an agent look up or have sent to her, only so often. */
export type AttemptKind = 'REPRESENTATION' | 'INVITATION' | 'LOOK_UP' | 'CODE';

/** Most vain tries of a kind within 24 hours: nobody finds out codes, or who represents whom, by trying. */
const DAILY_ATTEMPTS = 10;
const DAY_MS = 86_400_000;

export interface Attempt {
  /** Whose tries are counted. */
  readonly identityId: string;
  readonly kind: AttemptKind;
  /** Of this one, to forget it by. */
  readonly id: string;
  /** Most within 24 hours. */
  readonly most: number;
  /** What one more is refused with. */
  readonly refusal: 'AUTHORITY_ATTEMPTS_USED' | 'AGENT_LIMIT_REACHED';
  readonly now: Date;
}

/**
 * Counts a try against the 24 hours before it, in the caller’s transaction (scope: her), which holds a lock under which
 * nobody else counts tries of the kind of hers. What is older is removed.
 *
 * @throws {PlatformError} the refusal
 */
export async function countAttempt(
  tx: Tx,
  { identityId, kind, id, most, refusal, now }: Attempt,
): Promise<void> {
  const hers = { identityId, kind };
  const dayAgo = new Date(now.getTime() - DAY_MS);
  await tx.authorityAttempt.deleteMany({ where: { ...hers, attemptedAt: { lte: dayAgo } } });
  if ((await tx.authorityAttempt.count({ where: hers })) >= most) throw new PlatformError(refusal);
  await tx.authorityAttempt.create({ data: { ...hers, id, attemptedAt: now } });
}

type AttemptServices = Pick<Services, 'clock' | 'database'>;

/**
 * Counts a try, does it, and forgets it again when it was not in vain. It is counted before, so that many at once are
 * as many tries.
 *
 * @throws {PlatformError} `AUTHORITY_ATTEMPTS_USED`; whatever the try throws
 */
export async function attempt<T>(
  { clock, database }: AttemptServices,
  { identityId, kind }: { readonly identityId: string; readonly kind: 'REPRESENTATION' | 'INVITATION' },
  tried: () => Promise<T>,
): Promise<T> {
  const now = clock.now();
  const id = randomUUID();
  await database.transaction({ identityId }, async (tx) => {
    await takeLock(tx, `attempts of ${identityId}`);
    const refusal = 'AUTHORITY_ATTEMPTS_USED';
    await countAttempt(tx, { identityId, kind, id, most: DAILY_ATTEMPTS, refusal, now });
  });
  const result = await tried();
  await database.transaction({ identityId }, (tx) =>
    tx.authorityAttempt.deleteMany({ where: { id, identityId } }),
  );
  return result;
}
