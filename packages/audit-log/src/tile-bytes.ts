import { AuditLogError } from './audit-log-error.ts';
import { HASH_BYTES } from './sha256.ts';
import { TILE_WIDTH, type Tile, type TileReader } from './tile.ts';

/**
 * Reads a tile and cuts it to the width asked for.
 *
 * @throws {AuditLogError} `TILE_LENGTH_INVALID` when it is narrower, wider than 256, or not whole hashes.
 */
export async function readTileBytes(
  readTile: TileReader,
  { level, index, width }: Tile,
): Promise<Uint8Array> {
  const bytes = await readTile(level, index, width);
  const hashes = bytes.length / HASH_BYTES;
  if (!Number.isInteger(hashes) || hashes < width || hashes > TILE_WIDTH) {
    throw new AuditLogError('TILE_LENGTH_INVALID');
  }
  return bytes.subarray(0, width * HASH_BYTES);
}
