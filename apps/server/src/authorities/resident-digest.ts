import type { Vault } from '../keys/vault.ts';

/** What a resident number is known by, of whoever signs in and of whomever the registry names: a keyed hash. */
export const residentDigest = (vault: Vault, residentId: string): string =>
  vault.digest('resident-id', residentId);
