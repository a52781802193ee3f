import type { Tx } from '../tx.ts';

/**
 * Remembers rows of a source by their hash.
 *
 * @param hashes SHA-256 of each row, 32 bytes; the same hash may stand in the list twice.
 * @returns The hashes that were new, in hex: a row whose hash is not among them is stored already.
 */
export async function insertSourceRows(
  tx: Tx,
  sourceId: string,
  hashes: readonly Uint8Array[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ hash: string }[]>`
    INSERT INTO source_row (source_id, hash)
    SELECT DISTINCT ${sourceId}, hash FROM unnest(${hashes}::bytea[]) AS given (hash)
    ON CONFLICT DO NOTHING
    RETURNING encode(hash, 'hex') AS hash`;
  return new Set(rows.map(({ hash }) => hash));
}
