import { timingSafeEqual } from 'node:crypto';
import type { Prisma } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import { openVault, type Vault } from './vault.ts';

/** What makes a key ours: all that never changes of it. */
export interface KeyFacts {
  readonly kid: string;
  readonly purpose: string;
  readonly alg: string;
  readonly publicJwk: Prisma.JsonValue;
  readonly validFrom: Date;
}

/**
 * Keyed digest of a key of ours. Whoever can write rows of the database and no more cannot make one, so that neither a
 * key of her own nor another date makes anything she signs a word of the platform.
 */
export function keyMac(
  { digest }: Pick<Vault, 'digest'>,
  { kid, purpose, alg, publicJwk, validFrom }: KeyFacts,
): string {
  const facts = { kid, purpose, alg, publicJwk, validFrom: validFrom.toISOString() };
  return digest('signing key', canonicalize(facts) as string);
}

/** True for a key that was made with the installation's secret. */
export function isGenuine(
  vault: Pick<Vault, 'digest'>,
  row: KeyFacts & { readonly mac: string | null },
): boolean {
  const expected = Buffer.from(keyMac(vault, row));
  const given = Buffer.from(row.mac ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The same, for whoever holds the secret itself. */
export const genuineBy = (secret: string) => {
  const vault = openVault(secret);
  return (row: KeyFacts & { readonly mac: string | null }): boolean => isGenuine(vault, row);
};
