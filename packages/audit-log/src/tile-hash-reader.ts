import { AuditLogError } from './audit-log-error.ts';
import type { HashReader } from './hash-reader.ts';
import { HASH_BYTES, type Sha256 } from './sha256.ts';
import { assertSubtree, fullSubtrees, type LeafRange } from './subtree.ts';
import { TILE_WIDTH, type Tile, type TileReader, tileAt, tilePath } from './tile.ts';
import { readTileBytes } from './tile-bytes.ts';
import { hashFullRow, joinFullSubtrees } from './tree.ts';
import { assertSizes } from './tree-size.ts';

/** The hashes of one tile under which a full subtree lies. */
interface TileSlice {
  readonly tile: Tile;
  readonly offset: number;
  readonly count: number;
}

/**
 * Reads hashes of a tree of `size` leaves from its tiles; each tile once per call, all in parallel. What the tiles
 * say is not checked here: verify the proof, or the root, against a signed checkpoint.
 *
 * @returns A reader that throws {AuditLogError} `SIZE_INVALID`, `SUBTREE_INVALID`, `INDEX_OUT_OF_RANGE` for what is
 * not a subtree of this tree, and `TILE_LENGTH_INVALID`.
 */
export function tileHashReader({
  sha256,
  size,
  readTile,
}: {
  sha256: Sha256;
  size: number;
  readTile: TileReader;
}): HashReader {
  assertSizes(size);
  return async (subtrees) => {
    for (const subtree of subtrees) {
      assertSubtree(subtree);
      if (subtree.end > size) throw new AuditLogError('INDEX_OUT_OF_RANGE');
    }
    const slices = subtrees.map((subtree) => fullSubtrees(subtree).map((full) => tileSlice(size, full)));
    const tiles = new Map(slices.flat().map(({ tile }) => [tilePath(tile), tile]));
    const bytes = new Map(
      await Promise.all(
        [...tiles].map(async ([path, tile]) => [path, await readTileBytes(readTile, tile)] as const),
      ),
    );
    return slices.map((parts) =>
      joinFullSubtrees(
        sha256,
        parts.map(({ tile, offset, count }) =>
          hashFullRow(
            sha256,
            bytes.get(tilePath(tile))!.subarray(offset * HASH_BYTES, (offset + count) * HASH_BYTES),
          ),
        ),
      ),
    );
  };
}

/** Root of the tree of `size` leaves, from its tiles. */
export async function rootFromTiles(sha256: Sha256, size: number, readTile: TileReader): Promise<Uint8Array> {
  const [root] = await tileHashReader({ sha256, size, readTile })([{ start: 0, end: size }]);
  return root!;
}

/** A full subtree is 1 to 128 neighbouring hashes at the highest tile level whose hashes are no larger than it. */
function tileSlice(size: number, { start, end }: LeafRange): TileSlice {
  let level = 0;
  while (end - start >= TILE_WIDTH ** (level + 1)) level++;
  const position = start / TILE_WIDTH ** level;
  const index = Math.floor(position / TILE_WIDTH);
  return {
    tile: tileAt(size, level, index),
    offset: position - index * TILE_WIDTH,
    count: (end - start) / TILE_WIDTH ** level,
  };
}
