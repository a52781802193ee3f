import { type Database, shareLock, takeLock } from '@xinqiao/db';
import type { Clock } from '../../clock.ts';
import type { KeyPort } from './key-port.ts';
import { KEK_LOCK } from './personal-vault.ts';

/** Keys wrapped anew in one transaction. */
const BATCH = 500;

export interface KekRotation {
  readonly kekId: string;
  /** Keys that were wrapped anew. */
  readonly rewrapped: number;
  /** Key-encryption keys that were destroyed. */
  readonly destroyed: readonly string[];
}

/**
 * Makes the next key-encryption key and wraps every key anew with it. No data is touched, and the platform runs on.
 * What crashed midway is finished by the next call.
 *
 * @param database Connections as `xinqiao_worker`.
 * @param retire Also destroys those before: backups of the database from before then open no personal data any more.
 */
export async function rotateKek(
  database: Database,
  port: KeyPort,
  clock: Clock,
  retire: boolean,
): Promise<KekRotation> {
  const kekId = await database.transaction({}, async (tx) => {
    await takeLock(tx, KEK_LOCK);
    const next = await port.rotate();
    await tx.keyEncryptionKey.updateMany({ where: { retiredAt: null }, data: { retiredAt: clock.now() } });
    await tx.keyEncryptionKey.createMany({ data: { id: next, createdAt: clock.now() } });
    return next;
  });
  let rewrapped = 0;
  for (let count = BATCH; count === BATCH; rewrapped += count)
    count = await database.transaction({}, async (tx) => {
      await shareLock(tx, KEK_LOCK);
      const rows = await tx.subjectKey.findMany({
        // By the key in use now, which is another one where somebody rotates at the same time.
        where: { kek: { retiredAt: { not: null } }, destroyedAt: null },
        orderBy: { holder: 'asc' },
        take: BATCH,
      });
      for (const { holder, wrapped, kekId: before } of rows) {
        const key = await port.unwrap(holder, { kekId: before as string, wrapped: wrapped as string });
        // Of a key that was destroyed meanwhile nothing is left to wrap.
        await tx.subjectKey.updateMany({
          where: { holder, wrapped },
          data: await port.wrap(holder, key),
        });
      }
      return rows.length;
    });
  return { kekId, rewrapped, destroyed: retire ? await destroyRetired(database, port, clock) : [] };
}

async function destroyRetired(database: Database, port: KeyPort, clock: Clock): Promise<string[]> {
  return database.transaction({}, async (tx) => {
    await takeLock(tx, KEK_LOCK);
    const retired = await tx.keyEncryptionKey.findMany({
      where: { retiredAt: { not: null }, destroyedAt: null, keys: { none: {} } },
    });
    for (const { id } of retired) {
      await port.destroy(id);
      await tx.keyEncryptionKey.updateMany({ where: { id }, data: { destroyedAt: clock.now() } });
    }
    return retired.map(({ id }) => id);
  });
}
