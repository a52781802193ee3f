import { AuditLogError } from './audit-log-error.ts';
import { assertSizes } from './tree-size.ts';

/** Hashes in a full tile: height 8 (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
const MAX_LEVEL = 63;

/** A tile of hashes. At level 0 they are leaf hashes; above, each is the root of a full tile one level down. */
export interface Tile {
  /** 0–63. */
  readonly level: number;
  /** Position within the level, from 0. */
  readonly index: number;
  /** Hashes in the tile, 1–256; below 256 the tile is partial. */
  readonly width: number;
}

/** Where a static file of the log stands; level `entries` is the entry bundle beside the level 0 tile. */
export interface TileAddress extends Omit<Tile, 'level'> {
  readonly level: number | 'entries';
}

/**
 * Reads a tile's bytes, 32 per hash. May return the tile at a later, greater width: a tile only grows, so its
 * first `width` hashes are the same.
 */
export type TileReader = (level: number, index: number, width: number) => Promise<Uint8Array>;

/**
 * Path of a tile or entry bundle under the log's prefix, e.g. `tile/1/x001/x234/067.p/5`.
 *
 * @throws {AuditLogError} `TILE_ADDRESS_INVALID`
 * @see https://c2sp.org/tlog-tiles
 */
export function tilePath({ level, index, width }: TileAddress): string {
  const levelValid = level === 'entries' || (Number.isInteger(level) && level >= 0 && level <= MAX_LEVEL);
  const indexValid = Number.isSafeInteger(index) && index >= 0;
  const widthValid = Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH;
  if (!levelValid || !indexValid || !widthValid) throw new AuditLogError('TILE_ADDRESS_INVALID');

  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!;
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/**
 * The address a path names; only the one spelling that {@link tilePath} writes is accepted.
 *
 * @throws {AuditLogError} `TILE_ADDRESS_INVALID`
 */
export function parseTilePath(path: string): TileAddress {
  const [, level, name, width] =
    /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? [];
  if (level === undefined || name === undefined) throw new AuditLogError('TILE_ADDRESS_INVALID');
  const address: TileAddress = {
    level: level === 'entries' ? level : Number(level),
    index: Number(name.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  if (tilePath(address) !== path) throw new AuditLogError('TILE_ADDRESS_INVALID');
  return address;
}

/** Hashes at a tile level of a tree of `size` leaves. */
export function levelWidth(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** The tile at this place in a tree of `size` leaves; its width is 256 unless it is the last of its level. */
export function tileAt(size: number, level: number, index: number): Tile {
  return { level, index, width: Math.min(TILE_WIDTH, levelWidth(size, level) - index * TILE_WIDTH) };
}

/** The partial tiles of a tree: what must be read to append to it. At most one per level, lowest level first. */
export function partialTiles(size: number): Tile[] {
  assertSizes(size);
  const tiles: Tile[] = [];
  for (let level = 0; levelWidth(size, level) > 0; level++) {
    const tile = tileAt(size, level, Math.floor(levelWidth(size, level) / TILE_WIDTH));
    if (tile.width > 0) tiles.push(tile);
  }
  return tiles;
}

/**
 * The tiles that appear or widen when a tree grows, at their final width; from 0, all tiles of the tree. The entry
 * bundles that change are those of the level 0 tiles.
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `SIZES_REVERSED`
 */
export function changedTiles(fromSize: number, toSize: number): Tile[] {
  assertSizes(fromSize, toSize);
  if (fromSize > toSize) throw new AuditLogError('SIZES_REVERSED');
  const tiles: Tile[] = [];
  for (let level = 0; levelWidth(toSize, level) > levelWidth(fromSize, level); level++) {
    const first = Math.floor(levelWidth(fromSize, level) / TILE_WIDTH);
    const end = Math.ceil(levelWidth(toSize, level) / TILE_WIDTH);
    for (let index = first; index < end; index++) tiles.push(tileAt(toSize, level, index));
  }
  return tiles;
}
