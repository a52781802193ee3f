import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedTiles, parseTilePath, partialTiles, type TileAddress, tilePath } from './tile.ts';

const invalid = expect.objectContaining({ code: 'TILE_ADDRESS_INVALID' });

describe('tile paths · C2SP tlog-tiles', () => {
  it.each<[TileAddress, string]>([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 63, index: 1000, width: 1 }, 'tile/63/x001/000.p/1'],
    [{ level: 'entries', index: 999, width: 256 }, 'tile/entries/999'],
    [{ level: 'entries', index: 5, width: 255 }, 'tile/entries/005.p/255'],
  ])('%o is at %s', (address, path) => {
    expect(tilePath(address)).toBe(path);
    expect(parseTilePath(path)).toEqual(address);
  });

  it('any address survives the way there and back', () => {
    const address = fc.record({
      level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(address, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
      }),
    );
  });

  it.each([
    ['level above 63', 'tile/64/000'],
    ['level with a leading zero', 'tile/00/000'],
    ['negative level', 'tile/-1/000'],
    ['unknown kind', 'tile/leaves/000'],
    ['index not padded', 'tile/0/0'],
    ['index padded too far', 'tile/0/x000/001'],
    ['first group without x', 'tile/0/001/234'],
    ['last group with x', 'tile/0/x001/x234'],
    ['index beyond 2^53 − 1', 'tile/0/x999/x999/x999/x999/x999/999'],
    ['width 0', 'tile/0/000.p/0'],
    ['width 256 as partial', 'tile/0/000.p/256'],
    ['width with a leading zero', 'tile/0/000.p/05'],
    ['width missing', 'tile/0/000.p/'],
    ['path before', '/tile/0/000'],
    ['path after', 'tile/0/000/'],
    ['way out', 'tile/0/../000'],
    ['newline after', 'tile/0/000\n'],
    ['nothing', ''],
  ])('strict: %s refused', (_, path) => {
    expect(() => parseTilePath(path)).toThrow(invalid);
  });

  it.each([
    ['level', { level: 64 }],
    ['level', { level: 0.5 }],
    ['index', { index: -1 }],
    ['index', { index: 2 ** 53 }],
    ['width', { width: 0 }],
    ['width', { width: 257 }],
  ])('no path for a %s out of range: %o', (_, fact) => {
    expect(() => tilePath({ level: 0, index: 0, width: 256, ...fact })).toThrow(invalid);
  });
});

describe('tiles of a tree · C2SP tlog-tiles', () => {
  it('the example of the specification: 70,000 leaves', () => {
    const tiles = changedTiles(0, 70_000);
    const full = (level: number) => tiles.filter((tile) => tile.level === level && tile.width === 256).length;
    expect([full(0), full(1), full(2)]).toEqual([273, 1, 0]);
    expect(tiles.filter((tile) => tile.width < 256)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
  });

  it('the example of the specification: 256 leaves are a full tile and one hash above it', () => {
    expect(changedTiles(0, 256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
  });

  it('the empty tree has no tiles', () => {
    expect(changedTiles(0, 0)).toEqual([]);
    expect(partialTiles(0)).toEqual([]);
  });

  it.each([
    ['within a tile', 3, 5, ['tile/0/000.p/5']],
    ['nothing', 5, 5, []],
    ['up to a full tile', 255, 256, ['tile/0/000', 'tile/1/000.p/1']],
    ['from a full tile', 256, 257, ['tile/0/001.p/1']],
    ['over a tile', 250, 520, ['tile/0/000', 'tile/0/001', 'tile/0/002.p/8', 'tile/1/000.p/2']],
  ])('growing %s, %i to %i leaves: %o', (_, from, to, paths) => {
    expect(changedTiles(from, to).map(tilePath)).toEqual(paths);
  });

  it('every change is the difference between the tiles of both trees', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(2_000), (from, growth) => {
        const before = new Set(changedTiles(0, from).map(tilePath));
        const after = changedTiles(0, from + growth).map(tilePath);
        expect(changedTiles(from, from + growth).map(tilePath)).toEqual(
          after.filter((path) => !before.has(path)),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('partial tiles are those narrower than 256, at most one per level', () => {
    expect(partialTiles(70_000).map(tilePath)).toEqual([
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    expect(partialTiles(65_536).map(tilePath)).toEqual(['tile/2/000.p/1']);
  });

  it.each([
    [5, 4, 'SIZES_REVERSED'],
    [-1, 4, 'SIZE_INVALID'],
    [0, 2 ** 53, 'SIZE_INVALID'],
  ])('growing from %i to %i: refused', (from, to, code) => {
    expect(() => changedTiles(from, to)).toThrow(expect.objectContaining({ code }));
  });
});
