import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

const INSERT = `
  INSERT INTO replay_guard (scope, hash, expires_at) VALUES ($1, $2, $3)
  ON CONFLICT DO NOTHING`;

/**
 * Marks a value as used: of any number of calls with the same value, on any node, exactly one gets true.
 *
 * @param scope What kind of value it is, e.g. `dpop` or `client-assertion`.
 * @param hash SHA-256 of the value; the value itself is not kept.
 * @param expiresAt When the value could no longer be used anyway; until a purge after it, it stays used.
 */
export async function insertOnce(tx: Tx, scope: string, hash: Uint8Array, expiresAt: Date): Promise<boolean> {
  const { rowCount } = await runPrepared(tx, 'insert-once', INSERT, [scope, hash, expiresAt]);
  return rowCount === 1;
}
