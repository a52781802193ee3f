import { KEY_LONGEST_DAYS, PlatformError } from '@xinqiao/contracts';
import type { ApplicationKeyRow, Tx } from '@xinqiao/db';
import type { CheckedKey } from '../../participants/keys/check-key-set.ts';
import type { KeySetReading } from './read-key-set.ts';
import { heldByOperator, takeSlot } from './take-slot.ts';

type NamedKey = { readonly kid: string; readonly thumbprint: string };

export interface KeySetChange {
  /** Keys that came, and keys that went. */
  readonly registered: readonly NamedKey[];
  readonly ended: readonly NamedKey[];
  /**
   * Keys that were passed over, and why: `KEY_SET_INVALID` for an id that named another key, `KEY_SLOTS_FULL`,
   * `KEY_ALREADY_USED`.
   */
  readonly refused: readonly { readonly kid: string; readonly error: PlatformError }[];
}

/**
 * Brings the keys of an application in line with the set read from its address, under the application’s lock.
 *
 * Keys that vanished end as ROTATED whatever else is in the set; new ones take free slots, and one that cannot is passed
 * over alone. A key that was ended here stays ended, whatever the address still shows; uploaded keys are left alone.
 *
 * @param keys The application’s keys, ended ones too.
 * @param patienceMs How long after the first reading without it a key ends, in milliseconds; 0 for at once.
 */
export async function applyKeySet(
  tx: Tx,
  { id: applicationId, participantId }: { readonly id: string; readonly participantId: string },
  keys: readonly ApplicationKeyRow[],
  { keys: published, began: now }: KeySetReading,
  patienceMs: number,
): Promise<KeySetChange> {
  const ended = await endVanished(tx, keys, published, now, patienceMs);
  const known = new Map(keys.map((key) => [key.kid, key]));
  const validTo = new Date(now.getTime() + KEY_LONGEST_DAYS * 86_400_000);
  const registered: CheckedKey[] = [];
  const refused: { kid: string; error: PlatformError }[] = [];
  for (const [at, key] of published.entries()) {
    const namesake = known.get(key.kid);
    if (namesake?.thumbprint === key.thumbprint) continue;
    try {
      if (namesake !== undefined) throw idTaken(at);
      const rows = await tx.applicationKey.findMany({ where: { applicationId } });
      await takeSlot(tx, rows, { applicationId, participantId, key, source: 'URL', validTo, now });
      registered.push(key);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      refused.push({ kid: key.kid, error });
    }
  }
  return { registered, ended, refused };
}

/** Ends keys whose material the address no longer shows, and notes since when it does not show the others. */
async function endVanished(
  tx: Tx,
  keys: readonly ApplicationKeyRow[],
  published: readonly CheckedKey[],
  now: Date,
  patienceMs: number,
): Promise<ApplicationKeyRow[]> {
  const shown = new Set(published.map(({ thumbprint }) => thumbprint));
  const ended: ApplicationKeyRow[] = [];
  const live = keys.filter((key) => key.source === 'URL' && key.endedAt === null && !heldByOperator(key));
  for (const key of live) {
    const { applicationId, kid, thumbprint } = key;
    const missingSince = shown.has(thumbprint) ? null : (key.missingSince ?? now);
    const over = missingSince !== null && now.getTime() - missingSince.getTime() >= patienceMs;
    if (over) ended.push(key);
    if (over || missingSince !== key.missingSince)
      await tx.applicationKey.updateMany({
        where: { applicationId, kid },
        data: { missingSince, ...(over ? { endedAt: now, endedReason: 'ROTATED' } : {}) },
      });
  }
  return ended;
}

const idTaken = (at: number) =>
  new PlatformError('KEY_SET_INVALID', {
    errors: [{ path: `keys.${at}.kid`, problem: 'This id named another key. Give a new key a new id.' }],
  });

/** What of a set was passed over, as `jwksError` says it; null when nothing was. */
export const refusedText = (refused: KeySetChange['refused']): string | null =>
  refused.length === 0 ? null : refused.map(({ kid, error }) => `${error.code}: ${kid}`).join(', ');
