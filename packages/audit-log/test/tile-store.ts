import type { TileContent, TileReader } from '../src/index.ts';
import { treeHash } from './reference-tree.ts';

/** Tiles kept by level and index alone, as the database keeps them: the newest width replaces the older. */
export class TileStore {
  readonly #tiles = new Map<string, Uint8Array>();
  readonly reads: string[] = [];

  readonly read: TileReader = async (level, index) => {
    this.reads.push(`${level}/${index}`);
    const bytes = this.#tiles.get(`${level}/${index}`);
    if (!bytes) throw new Error(`tile ${level}/${index} was never written`);
    return bytes;
  };

  write(tiles: readonly TileContent[]): void {
    for (const { level, index, bytes } of tiles) this.#tiles.set(`${level}/${index}`, new Uint8Array(bytes));
  }
}

/** A tile by the formula of C2SP tlog-tiles: hashes MTH(D[(n·256 + i)·256^l : (n·256 + i + 1)·256^l]). */
export function tileByFormula(
  leaves: readonly Uint8Array[],
  level: number,
  index: number,
  width: number,
): Uint8Array {
  const span = 256 ** level;
  return Uint8Array.from(
    Array.from({ length: width }, (_, i) => {
      const start = (index * 256 + i) * span;
      return [...treeHash(leaves.slice(start, start + span))];
    }).flat(),
  );
}
