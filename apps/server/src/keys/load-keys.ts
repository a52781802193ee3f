import { type Database, type Tx, takeLock } from '@xinqiao/db';
import type { JWK } from 'jose';
import type { Clock } from '../clock.ts';
import { genuineBy } from './genuine.ts';
import { type KeyKind, keyLock, type LoadedKey, makeKey } from './make-key.ts';
import { unseal } from './secret.ts';

/** True when the key signs at that moment. */
export const inForce = (
  { validFrom, validTo }: Pick<LoadedKey, 'validFrom' | 'validTo'>,
  at: Date,
): boolean => validFrom <= at && (validTo === null || at < validTo);

/**
 * Every key of a kind that has not ended, those that begin later included, newest first. One is made and stored,
 * sealed, when none is in force: an advisory lock lets exactly one of several starting nodes make it.
 *
 * @throws when the installation's secret is another one than the keys were sealed with
 */
export async function loadKeys(
  database: Database,
  secret: string,
  clock: Clock,
  kind: KeyKind,
): Promise<LoadedKey[]> {
  const now = clock.now();
  const serves = (keys: readonly LoadedKey[]) => keys.some((key) => inForce(key, now));
  const keys = await database.transaction({}, (tx) => notEnded(tx, secret, now, kind));
  if (serves(keys)) return keys;
  return database.transaction({}, async (tx) => {
    await takeLock(tx, keyLock(kind));
    const others = await notEnded(tx, secret, now, kind);
    return serves(others) ? others : [...others, await makeKey(tx, secret, kind, aMomentBefore(now))];
  });
}

/** In force for whoever asked a moment before it was made, or by a clock that is a little behind, on another node. */
const aMomentBefore = (now: Date): Date => new Date(now.getTime() - 1_000);

/** What others put there in the name of a key of ours is passed over. */
async function notEnded(
  tx: Tx,
  secret: string,
  now: Date,
  { purpose, algorithm }: KeyKind,
): Promise<LoadedKey[]> {
  const rows = await tx.signingKey.findMany({
    where: { purpose, alg: algorithm },
    orderBy: { validFrom: 'desc' },
    include: { secret: true },
  });
  const genuine = rows.filter(genuineBy(secret));
  if (rows.length > 0 && genuine.length === 0)
    throw new Error(`no key of ${purpose} was made with the secret of this installation`);
  return genuine.flatMap(({ kid, publicJwk, validFrom, validTo, secret: kept }): LoadedKey[] => {
    if (kept === null || (validTo !== null && validTo <= now)) return [];
    const { sealed } = kept.privateJwk as { sealed: string };
    const privateJwk = JSON.parse(unseal(secret, kid, sealed)) as JWK;
    return [{ keyId: kid, privateJwk, publicJwk: publicJwk as JWK, validFrom, validTo }];
  });
}
