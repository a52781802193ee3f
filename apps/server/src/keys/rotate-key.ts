import { type Database, takeLock } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import { genuineBy } from './genuine.ts';
import { type KeyKind, keyLock, type LoadedKey, makeKey } from './make-key.ts';

export interface Rotation {
  /** How long before it signs the next key is published, in milliseconds. Default 0. */
  readonly leadMs?: number;
  /** How long keys before it stay in force once the next signs, in milliseconds. */
  readonly overlapMs: number;
  /** Age of the newest key below which nothing is done, in milliseconds. Default 0. */
  readonly dueAfterMs?: number;
}

/**
 * Makes the next key of a kind. Those before it stay in force for a while: for nodes that still hold them, and for
 * whoever does not know the next yet.
 *
 * @returns The new key; undefined when none was due.
 */
export async function rotateKey(
  database: Database,
  secret: string,
  clock: Clock,
  kind: KeyKind,
  { leadMs = 0, overlapMs, dueAfterMs = 0 }: Rotation,
): Promise<LoadedKey | undefined> {
  const { purpose, algorithm } = kind;
  return database.transaction({}, async (tx) => {
    await takeLock(tx, keyLock(kind));
    const now = clock.now().getTime();
    // Under the lock: of several nodes that find it due, one makes the next.
    const known = await tx.signingKey.findMany({
      where: { purpose, alg: algorithm },
      orderBy: { validFrom: 'desc' },
    });
    const newest = known.find(genuineBy(secret));
    // Where there is none yet, whoever signs first makes it.
    const age = newest === undefined ? 0 : now - newest.validFrom.getTime();
    if (age < dueAfterMs) return undefined;
    const validTo = new Date(now + leadMs + overlapMs);
    await tx.signingKey.updateMany({
      where: { purpose, alg: algorithm, OR: [{ validTo: null }, { validTo: { gt: validTo } }] },
      data: { validTo },
    });
    return makeKey(tx, secret, kind, new Date(now + leadMs));
  });
}
