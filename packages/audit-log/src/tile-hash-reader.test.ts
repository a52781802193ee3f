import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditPath, consistencyProof, leafHashes, sha256, treeHash } from '../test/reference-tree.ts';
import { TileStore, tileByFormula } from '../test/tile-store.ts';
import { proveConsistency } from './consistency-proof.ts';
import { proveInclusion } from './inclusion-proof.ts';
import { changedTiles } from './tile.ts';
import { rootFromTiles, tileHashReader } from './tile-hash-reader.ts';

const SIZE = 66_100;
const leaves = leafHashes(SIZE);
const store = new TileStore();
const reader = (size: number) => tileHashReader({ sha256, size, readTile: store.read });

beforeAll(() => {
  store.write(
    changedTiles(0, SIZE).map((tile) => ({
      ...tile,
      bytes: tileByFormula(leaves, tile.level, tile.index, tile.width),
    })),
  );
}, 60_000);

describe('proofs from tiles · C2SP tlog-tiles', () => {
  it.each([1, 2, 255, 256, 257, 513, 65_535, 65_536, 65_537, SIZE])('root of %i leaves', async (size) => {
    expect(await rootFromTiles(sha256, size, store.read)).toEqual(treeHash(leaves.slice(0, size)));
  });

  it('root of no leaves needs no tile', async () => {
    const none = () => Promise.reject(new Error('no tile should be read'));
    expect(await rootFromTiles(sha256, 0, none)).toEqual(treeHash([]));
  });

  it('inclusion proofs equal those of the definition', async () => {
    const place = fc
      .integer({ min: 1, max: 900 })
      .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));
    await fc.assert(
      fc.asyncProperty(place, async ([size, index]) => {
        expect(await proveInclusion(reader(SIZE), index, size)).toEqual(
          auditPath(index, leaves.slice(0, size)),
        );
      }),
    );
  });

  it('consistency proofs equal those of the definition', async () => {
    const growth = fc
      .integer({ min: 1, max: 900 })
      .chain((size2) => fc.tuple(fc.integer({ min: 1, max: size2 }), fc.constant(size2)));
    await fc.assert(
      fc.asyncProperty(growth, async ([size1, size2]) => {
        expect(await proveConsistency(reader(size2), size1, size2)).toEqual(
          consistencyProof(size1, leaves.slice(0, size2)),
        );
      }),
    );
  });

  it.each([
    [0, SIZE],
    [65_535, SIZE],
    [SIZE - 1, SIZE],
    [65_535, 65_536],
  ])('leaf %i of %i, three levels of tiles high', async (index, size) => {
    expect(await proveInclusion(reader(size), index, size)).toEqual(auditPath(index, leaves.slice(0, size)));
  });

  it('reads each tile once for a proof, and no more than its path touches', async () => {
    store.reads.length = 0;
    await proveInclusion(reader(SIZE), 300, SIZE);
    expect([...store.reads].sort()).toEqual(['0/1', '0/258', '1/0', '1/1']);
  });

  it('asks for the width that the tree of this size has', async () => {
    const asked: string[] = [];
    const readTile = (level: number, index: number, width: number) => {
      asked.push(`${level}/${index} ${width}`);
      return store.read(level, index, width);
    };
    await rootFromTiles(sha256, 700, readTile);
    expect(asked).toEqual(['1/0 2', '0/2 188']);
  });

  it.each([
    ['narrower than asked', 187 * 32],
    ['not whole hashes', 188 * 32 + 1],
    ['wider than 256', 257 * 32],
    ['empty', 0],
  ])('a tile %s: refused', async (_, length) => {
    const readTile = async (level: number, index: number, width: number) =>
      level === 0 ? new Uint8Array(length) : store.read(level, index, width);
    await expect(rootFromTiles(sha256, 700, readTile)).rejects.toMatchObject({ code: 'TILE_LENGTH_INVALID' });
  });

  it.each([
    ['past the tree', { start: 512, end: 768 }, 'INDEX_OUT_OF_RANGE'],
    ['no subtree', { start: 3, end: 5 }, 'SUBTREE_INVALID'],
    ['beyond 2^53 − 1', { start: 0, end: 2 ** 53 }, 'SIZE_INVALID'],
  ])('a range %s: refused', async (_, range, code) => {
    await expect(reader(700)([range])).rejects.toMatchObject({ code });
  });
});
