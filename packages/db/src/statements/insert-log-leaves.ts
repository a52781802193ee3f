import type { Tx } from '../database.ts';

export interface NewLogLeaf {
  readonly entryId: string;
  /** RFC 6962 leaf hash, 32 bytes. */
  readonly leafHash: Uint8Array;
}

/** Gives entries their places in the tree: the first gets `firstIndex`, the others follow. */
export async function insertLogLeaves(
  tx: Tx,
  firstIndex: bigint,
  leaves: readonly NewLogLeaf[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO log_leaf (index, entry_id, leaf_hash)
    SELECT ${firstIndex} + place - 1, entry_id, leaf_hash
    FROM unnest(${leaves.map((leaf) => leaf.entryId)}::text[], ${leaves.map((leaf) => leaf.leafHash)}::bytea[])
      WITH ORDINALITY AS leaf (entry_id, leaf_hash, place)`;
}
