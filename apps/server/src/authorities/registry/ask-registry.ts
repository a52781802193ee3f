import { PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { Source } from '../../data/sources/source.ts';
import type { Vault } from '../../keys/vault.ts';
import { residentDigest } from '../resident-digest.ts';

/** Where registrations are looked up. */
export interface RegistrySources {
  readonly sources: readonly Source[];
  readonly database: Database;
}

export type RegistryAnswer =
  /** No source of the firm holds its registration. */
  | { readonly kind: 'NOT_HELD' }
  /** Whom it names, by the keyed hash of her resident number; null where it has none of hers. */
  | { readonly kind: 'NAMES'; readonly digest: string | null };

/**
 * Asks the source of a firm whom its registration names. The number is hashed at once and goes no further.
 *
 * @throws {PlatformError} `SOURCE_UNAVAILABLE` when it does not answer in time: nobody is taken for the representative
 */
export async function askRegistry(
  { sources, database }: RegistrySources,
  vault: Vault,
  { sourceId, code }: { readonly sourceId: string; readonly code: string },
): Promise<RegistryAnswer> {
  const source = sources.find((candidate) => candidate.sourceId === sourceId);
  if (source?.representativeOf === undefined) return { kind: 'NOT_HELD' };
  const signal = AbortSignal.timeout(source.deadlineMs);
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    const asked = source.representativeOf({ code }, { database, signal });
    const named = await Promise.race([asked, late]);
    if (named === undefined) return { kind: 'NOT_HELD' };
    const { residentId } = named;
    return { kind: 'NAMES', digest: residentId === undefined ? null : residentDigest(vault, residentId) };
  } catch (error) {
    throw new PlatformError('SOURCE_UNAVAILABLE', { cause: error });
  }
}
