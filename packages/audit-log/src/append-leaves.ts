import { concatBytes } from './bytes.ts';
import { HASH_BYTES, type Sha256 } from './sha256.ts';
import { fullSubtrees } from './subtree.ts';
import { levelWidth, partialTiles, TILE_WIDTH, type Tile, type TileReader, tileAt } from './tile.ts';
import { readTileBytes } from './tile-bytes.ts';
import { assertHashes, hashFullRow, joinFullSubtrees } from './tree.ts';
import { assertSizes } from './tree-size.ts';

const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

export interface TileContent extends Tile {
  /** 32 per hash, the whole tile: what was there and what is new. */
  readonly bytes: Uint8Array;
}

export interface AppendedLeaves {
  readonly size: number;
  readonly root: Uint8Array;
  /** The tiles that appeared or widened, lowest level first, to be written before the checkpoint is published. */
  readonly tiles: readonly TileContent[];
}

/**
 * Integrates leaves at the end of a tree of `size` leaves.
 *
 * Reads only the tree's partial tiles ({@link partialTiles}, at most one per level) and hashes only what is new
 * plus those; the rest of the log is not touched. Pure: storing the tiles is the caller's work, and two callers
 * must not append to one size.
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `HASH_LENGTH_INVALID`, `TILE_LENGTH_INVALID`
 */
export async function appendLeaves({
  sha256,
  size,
  leafHashes,
  readTile,
}: {
  sha256: Sha256;
  /** Leaves in the tree so far. */
  size: number;
  leafHashes: readonly Uint8Array[];
  readTile: TileReader;
}): Promise<AppendedLeaves> {
  const newSize = size + leafHashes.length;
  assertSizes(size, newSize);
  assertHashes(leafHashes);
  const kept = new Map(
    await Promise.all(
      partialTiles(size).map(async (tile) => [tile.level, await readTileBytes(readTile, tile)] as const),
    ),
  );

  const tiles: TileContent[] = [];
  const rightEdge: Uint8Array[] = [];
  let added = concatBytes(leafHashes);
  for (let level = 0; levelWidth(newSize, level) > 0; level++) {
    const row = concatBytes([kept.get(level) ?? new Uint8Array(), added]);
    const firstIndex = Math.floor(levelWidth(size, level) / TILE_WIDTH);
    const fullTileRoots: Uint8Array[] = [];
    for (let offset = 0; offset < row.length; offset += TILE_BYTES) {
      const bytes = row.subarray(offset, offset + TILE_BYTES);
      const tile = tileAt(newSize, level, firstIndex + offset / TILE_BYTES);
      if (added.length > 0) tiles.push({ ...tile, bytes });
      if (bytes.length === TILE_BYTES) fullTileRoots.push(hashFullRow(sha256, bytes));
      else rightEdge.unshift(...fullSubtreeHashes(sha256, bytes));
    }
    added = concatBytes(fullTileRoots);
  }
  return { size: newSize, root: joinFullSubtrees(sha256, rightEdge), tiles };
}

function fullSubtreeHashes(sha256: Sha256, bytes: Uint8Array): Uint8Array[] {
  return fullSubtrees({ start: 0, end: bytes.length / HASH_BYTES }).map(({ start, end }) =>
    hashFullRow(sha256, bytes.subarray(start * HASH_BYTES, end * HASH_BYTES)),
  );
}
