import { KEY_LONGEST_DAYS, PlatformError } from '@xinqiao/contracts';
import type { ApplicationKeyRow, Tx } from '@xinqiao/db';
import type { CheckedKey } from '../../participants/keys/check-key-set.ts';
import { takeSlot } from './take-slot.ts';

export interface KeySetChange {
  /** Keys that came, and keys that went. */
  readonly registered: readonly { readonly kid: string; readonly thumbprint: string }[];
  readonly ended: readonly { readonly kid: string; readonly thumbprint: string }[];
}

/**
 * Brings the keys of an application in line with the set read from its address, under the application’s lock:
 * keys that vanished end as ROTATED, new ones take free slots. A key that was ended here stays ended, whatever the
 * address still shows; uploaded keys are left alone.
 *
 * @param keys The application’s keys, ended ones too.
 * @throws {PlatformError} `KEY_SET_INVALID` when a key id now names another key; `KEY_SLOTS_FULL`, `KEY_ALREADY_USED`.
 * Nothing of the set is taken over then.
 */
export async function applyKeySet(
  tx: Tx,
  { id: applicationId, participantId }: { readonly id: string; readonly participantId: string },
  keys: readonly ApplicationKeyRow[],
  published: readonly CheckedKey[],
  now: Date,
): Promise<KeySetChange> {
  const known = new Map(keys.map((key) => [key.kid, key]));
  const errors = published.flatMap(({ kid, thumbprint }, at) =>
    (known.get(kid)?.thumbprint ?? thumbprint) === thumbprint
      ? []
      : [{ path: `keys.${at}.kid`, problem: 'This id named another key. Give a new key a new id.' }],
  );
  if (errors.length > 0) throw new PlatformError('KEY_SET_INVALID', { errors });

  const shown = new Set(published.map(({ kid }) => kid));
  const vanished = keys.filter(
    ({ kid, source, endedAt }) => source === 'URL' && endedAt === null && !shown.has(kid),
  );
  for (const { kid } of vanished)
    await tx.applicationKey.update({
      where: { applicationId_kid: { applicationId, kid } },
      data: { endedAt: now, endedReason: 'ROTATED' },
    });
  const gone = new Set(vanished.map(({ kid }) => kid));
  let rows = keys.map((key) => (gone.has(key.kid) ? { ...key, endedAt: now } : key));
  const registered = published.filter(({ kid }) => !known.has(kid));
  const validTo = new Date(now.getTime() + KEY_LONGEST_DAYS * 86_400_000);
  for (const key of registered) {
    await takeSlot(tx, rows, { applicationId, participantId, key, source: 'URL', validTo, now });
    rows = await tx.applicationKey.findMany({ where: { applicationId } });
  }
  return { registered, ended: vanished };
}
