import type { TileReader } from '@xinqiao/audit-log';
import type { Tx } from '@xinqiao/db';

/** Reads hash tiles from the database: the first `width` hashes of a tile that may have grown since. */
export const databaseTileReader =
  (tx: Tx): TileReader =>
  async (level, index, width) => {
    const tile = await tx.logTile.findUnique({ where: { level_index: { level, index: BigInt(index) } } });
    if (tile === null || tile.width < width) throw new Error(`tile ${level}/${index} has no ${width} hashes`);
    return tile.bytes.subarray(0, width * 32);
  };
