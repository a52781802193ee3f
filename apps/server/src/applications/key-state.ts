import { KEY_SET_STALE_AFTER_MS, type KeyState, type Light } from '@xinqiao/contracts';
import type { ApplicationKeyRow, ApplicationRow } from '@xinqiao/db';

type KeyFacts = Pick<ApplicationKeyRow, 'source' | 'validFrom' | 'validTo' | 'endedAt' | 'suspendedAt'>;

/** Whether a key is accepted at an instant of the real time, and if not, why. The statement of standing says the same. */
export function keyState(
  { jwksFetchedAt }: Pick<ApplicationRow, 'jwksFetchedAt'>,
  { source, validFrom, validTo, endedAt, suspendedAt }: KeyFacts,
  now: Date,
): KeyState {
  if (endedAt !== null) return 'ENDED';
  if (validTo <= now) return 'EXPIRED';
  if (suspendedAt !== null) return 'SUSPENDED';
  if (source === 'URL' && (jwksFetchedAt?.getTime() ?? 0) < now.getTime() - KEY_SET_STALE_AFTER_MS)
    return 'STALE';
  return now < validFrom ? 'NOT_YET' : 'IN_FORCE';
}

const DAY_MS = 86_400_000;

/** GREEN; YELLOW with 30 days left or less; RED with 7 or less, or when the key is not accepted. */
export function keyLight(state: KeyState, validTo: Date, now: Date): Light {
  const daysLeft = (validTo.getTime() - now.getTime()) / DAY_MS;
  if (state !== 'IN_FORCE' || daysLeft <= 7) return 'RED';
  return daysLeft <= 30 ? 'YELLOW' : 'GREEN';
}
