import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface NewLogLeaf {
  readonly entryId: string;
  /** RFC 6962 leaf hash, 32 bytes. */
  readonly leafHash: Uint8Array;
}

const INSERT = `
  INSERT INTO log_leaf (index, entry_id, leaf_hash)
  SELECT $1 + place - 1, entry_id, leaf_hash
  FROM unnest($2::text[], $3::bytea[]) WITH ORDINALITY AS leaf (entry_id, leaf_hash, place)`;

/** Gives entries their places in the tree: the first gets `firstIndex`, the others follow. */
export async function insertLogLeaves(
  tx: Tx,
  firstIndex: bigint,
  leaves: readonly NewLogLeaf[],
): Promise<void> {
  const entryIds = leaves.map((leaf) => leaf.entryId);
  const hashes = leaves.map((leaf) => leaf.leafHash);
  await runPrepared(tx, 'insert-log-leaves', INSERT, [firstIndex, entryIds, hashes]);
}
