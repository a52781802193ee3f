import type { Tx } from '../database.ts';

/**
 * Marks a value as used: of any number of calls with the same value, on any node, exactly one gets true.
 *
 * @param scope What kind of value it is, e.g. `dpop` or `client-assertion`.
 * @param hash SHA-256 of the value; the value itself is not kept.
 * @param expiresAt When the value could no longer be used anyway; until a purge after it, it stays used.
 */
export async function insertOnce(tx: Tx, scope: string, hash: Uint8Array, expiresAt: Date): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO replay_guard (scope, hash, expires_at) VALUES (${scope}, ${hash}, ${expiresAt})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}
