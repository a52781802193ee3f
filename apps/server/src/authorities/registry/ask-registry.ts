import { PlatformError, type SubjectType } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { GuardedSource } from '../../data/sources/guard/guard-source.ts';
import type { RegisteredRepresentative } from '../../data/sources/registered-representative.ts';
import type { Vault } from '../../keys/vault.ts';
import { residentDigest } from '../resident-digest.ts';

/** Where registrations are looked up. */
export interface RegistrySources {
  readonly sources: readonly GuardedSource[];
  readonly database: Database;
}

export type RegistryAnswer =
  /** No source holds its registration. */
  | { readonly kind: 'NOT_HELD' }
  /** Whom it names, by the keyed hash of her resident number; null where it has none of hers. */
  | { readonly kind: 'NAMES'; readonly digest: string | null };

/**
 * Asks every source that holds registrations whom the one of a code names; whichever source the firm's data come from.
 * The number is hashed at once and goes no further. Of a person her own number says who she is.
 *
 * @returns Naming nobody where two sources name different people.
 * @throws {PlatformError} `SOURCE_UNAVAILABLE` when one does not answer in time: nobody is taken for the representative
 */
export async function askRegistry(
  { sources, database }: RegistrySources,
  vault: Vault,
  { type, code }: { readonly type: SubjectType; readonly code: string },
): Promise<RegistryAnswer> {
  if (type === 'PERSON') return { kind: 'NAMES', digest: residentDigest(vault, code) };
  const answers = await Promise.all(sources.map((source) => askSource(source, database, code)));
  const named = answers.filter((answer) => answer !== undefined);
  if (named.length === 0) return { kind: 'NOT_HELD' };
  const [first = null, ...others] = named.map(({ residentId }) =>
    residentId === undefined ? null : residentDigest(vault, residentId),
  );
  return { kind: 'NAMES', digest: others.every((other) => other === first) ? first : null };
}

async function askSource(
  source: GuardedSource,
  database: Database,
  code: string,
): Promise<RegisteredRepresentative | undefined> {
  if (source.offers.representativeOf === undefined) return undefined;
  try {
    return await source.call(async (to, signal) => to.representativeOf?.({ code }, { database, signal }));
  } catch (error) {
    throw new PlatformError('SOURCE_UNAVAILABLE', { cause: error });
  }
}
