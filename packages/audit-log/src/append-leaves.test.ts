import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHashes, sha256, treeHash } from '../test/reference-tree.ts';
import { TileStore, tileByFormula } from '../test/tile-store.ts';
import { appendLeaves } from './append-leaves.ts';
import { changedTiles, partialTiles, tilePath } from './tile.ts';

const leaves = leafHashes(66_000);
const nothing = () => Promise.reject(new Error('no tile should be read'));

/** Appends the first leaves in batches of these sizes and returns the last result. */
async function grow(store: TileStore, batches: readonly number[]) {
  let grown = await appendLeaves({ sha256, size: 0, leafHashes: [], readTile: nothing });
  for (const batch of batches) {
    const { size } = grown;
    grown = await appendLeaves({
      sha256,
      size,
      leafHashes: leaves.slice(size, size + batch),
      readTile: store.read,
    });
    store.write(grown.tiles);
  }
  return grown;
}

describe('appendLeaves · RFC 6962 §2.1, C2SP tlog-tiles', () => {
  it('batches of any sizes give the root of all leaves at once', async () => {
    const batches = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(batches, async (sizes) => {
        const { size, root } = await grow(new TileStore(), sizes);
        expect(root).toEqual(treeHash(leaves.slice(0, size)));
      }),
    );
  });

  it('the stored tiles are those of the formula, whatever the batches were', async () => {
    const batches = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(batches, async (sizes) => {
        const store = new TileStore();
        const { size } = await grow(store, sizes);
        for (const { level, index, width } of changedTiles(0, size)) {
          expect(await store.read(level, index, width)).toEqual(tileByFormula(leaves, level, index, width));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('returns the changed tiles and no others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(900), fc.nat(900), async (before, added) => {
        const { tiles } = await grow(new TileStore(), [before, added]);
        expect(tiles.map(tilePath)).toEqual(changedTiles(before, before + added).map(tilePath));
      }),
    );
  });

  it('reads the partial tiles and no others, however tall the log', async () => {
    const store = new TileStore();
    await grow(store, [65_990]);
    store.reads.length = 0;
    await appendLeaves({ sha256, size: 65_990, leafHashes: leaves.slice(0, 2), readTile: store.read });
    expect(store.reads).toEqual(partialTiles(65_990).map(({ level, index }) => `${level}/${index}`));
  });

  it.each([
    [65_535, 1],
    [65_536, 1],
    [65_000, 1_000],
  ])('across a third level of tiles: %i leaves and %i more', async (before, added) => {
    const { root, size } = await grow(new TileStore(), [before, added]);
    expect(root).toEqual(treeHash(leaves.slice(0, size)));
  });

  it('no leaves: same size and root, no tiles', async () => {
    const store = new TileStore();
    const { size, root } = await grow(store, [300]);
    const again = await appendLeaves({ sha256, size, leafHashes: [], readTile: store.read });
    expect(again).toEqual({ size, root, tiles: [] });
  });

  it('a stored tile wider than the size says is cut back: leaves of an uncommitted batch do not count', async () => {
    const store = new TileStore();
    await grow(store, [100, 50]);
    const { root } = await appendLeaves({
      sha256,
      size: 100,
      leafHashes: leaves.slice(100, 120),
      readTile: store.read,
    });
    expect(root).toEqual(treeHash(leaves.slice(0, 120)));
  });

  it.each([
    ['a leaf hash cut short', { leafHashes: [new Uint8Array(31)] }, 'HASH_LENGTH_INVALID'],
    ['a negative size', { size: -1 }, 'SIZE_INVALID'],
    ['a size that grows beyond 2^53 − 1', { size: Number.MAX_SAFE_INTEGER }, 'SIZE_INVALID'],
    ['a tile narrower than the size says', { size: 5 }, 'TILE_LENGTH_INVALID'],
  ])('%s: refused', async (_, spoil, code) => {
    const readTile = async () => new Uint8Array(4 * 32);
    const append = { sha256, size: 4, leafHashes: leaves.slice(0, 1), readTile };
    await expect(appendLeaves({ ...append, ...spoil })).rejects.toMatchObject({ code });
  });
});
