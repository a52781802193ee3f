import { PlatformError } from '@xinqiao/contracts';
import { OutboundError } from '../../outbound/outbound-error.ts';
import type { CheckedKey } from '../../participants/keys/check-key-set.ts';
import { fetchKeySet } from '../../participants/keys/fetch-key-set.ts';
import type { Services } from '../../services.ts';

/** What an address showed once. */
export interface KeySetReading {
  readonly keys: readonly CheckedKey[];
  /** Real time at which the reading began: what it shows may have been changed since. */
  readonly began: Date;
}

/** Who has an address read: an application, and its last good reading before. */
interface Reader {
  readonly id: string;
  readonly jwksFetchedAt: Date | null;
}

/**
 * Reads the key set at an address. Why a host was not reached is for our own log: the caller of an operation would
 * learn about networks from it.
 *
 * @throws {PlatformError} `KEY_SET_UNREACHABLE`, `KEY_SET_INVALID`
 */
export async function readKeySet(
  { outbound, tokenClock, logger }: Pick<Services, 'outbound' | 'tokenClock' | 'logger'>,
  { id: applicationId }: Pick<Reader, 'id'>,
  jwksUri: string,
): Promise<KeySetReading> {
  const began = tokenClock.now();
  try {
    const { keys } = await fetchKeySet(outbound, jwksUri);
    return { keys, began };
  } catch (error) {
    if (error instanceof PlatformError && error.cause instanceof OutboundError) {
      const { code, systemCode } = error.cause;
      logger.info({ applicationId, reason: code, systemCode }, 'key set not read');
    }
    throw error;
  }
}

/**
 * Whether a reading that began later was taken over while this one was under way: an older one never overrules it.
 *
 * @param before The application as it was when the reading began.
 * @param now The same under its lock.
 */
export const isOvertaken = ({ began }: KeySetReading, before: Reader, now: Reader): boolean =>
  now.jwksFetchedAt !== null &&
  now.jwksFetchedAt.getTime() !== before.jwksFetchedAt?.getTime() &&
  now.jwksFetchedAt > began;
