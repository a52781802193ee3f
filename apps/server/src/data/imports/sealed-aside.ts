import type { Vault } from '../../keys/vault.ts';

// A row that is set aside stands there word for word: whatever people wrote into a file, names and numbers included.
const labelOf = (importId: string) => `row set aside of ${importId}`;
/** Rows from before they were sealed lack it. */
const SEALED = 'v1|';

/** Seals rows for the database. */
export const sealRows = (vault: Pick<Vault, 'seal'>, importId: string, rows: readonly string[]): string[] =>
  rows.map((row) => SEALED + vault.seal(labelOf(importId), row));

/** A row as its sender wrote it. */
export const openRow = (vault: Vault, importId: string, raw: string): string =>
  raw.startsWith(SEALED) ? vault.unseal(labelOf(importId), raw.slice(SEALED.length)) : raw;
