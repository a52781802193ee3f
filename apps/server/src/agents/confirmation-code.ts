import type { Vault } from '../keys/vault.ts';

/** What lies in the database of a code: a keyed hash, different for every code. */
export const codeHash = (vault: Vault, id: string, code: string): string =>
  vault.digest('confirmation-code', `${id}\n${code}`);
