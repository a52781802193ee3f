import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leafHashes, sha256, treeHash } from '../test/reference-tree.ts';
import { emptyRoot, hashChildren, hashLeaf, rootFromLeafHashes } from './tree.ts';
import { hex } from './verifier-key.ts';

/** The eight entries on which implementations of RFC 6962 have long agreed, in hex. */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const bytes = (digits: string) => new Uint8Array(Buffer.from(digits, 'hex'));

/** SHA-256 of hex, in hex: the expected roots below are nested by hand with nothing else. */
const sha = (...digits: string[]) => createHash('sha256').update(digits.join(''), 'hex').digest('hex');
const leaf = (index: number) => sha('00', ENTRIES[index]!);
const node = (left: string, right: string) => sha('01', left, right);

const pair01 = node(leaf(0), leaf(1));
const pair23 = node(leaf(2), leaf(3));
const pair45 = node(leaf(4), leaf(5));
const pair67 = node(leaf(6), leaf(7));
const four = node(pair01, pair23);

const root = (size: number) =>
  hex(
    rootFromLeafHashes(
      sha256,
      ENTRIES.slice(0, size).map((entry) => hashLeaf(sha256, bytes(entry))),
    ),
  );

describe('Merkle Tree Hash · RFC 6962 §2.1', () => {
  it.each([
    [0, sha('')],
    [1, leaf(0)],
    [2, pair01],
    [3, node(pair01, leaf(2))],
    [4, four],
    [5, node(four, leaf(4))],
    [6, node(four, pair45)],
    [7, node(four, node(pair45, leaf(6)))],
    [8, node(four, node(pair45, pair67))],
  ])('%i leaves nest as drawn by hand', (size, expected) => {
    expect(root(size)).toBe(expected);
  });

  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('%i leaves have the root that other implementations publish', (size, expected) => {
    expect(root(size)).toBe(expected);
  });

  it('a leaf and a node with the same bytes hash apart (second preimage)', () => {
    const [left, right] = leafHashes(2);
    expect(hashChildren(sha256, left!, right!)).not.toEqual(
      hashLeaf(sha256, Uint8Array.of(...left!, ...right!)),
    );
  });

  it('every size up to 70 agrees with the definition written out', () => {
    for (let size = 0; size <= 70; size++) {
      expect(rootFromLeafHashes(sha256, leafHashes(size))).toEqual(treeHash(leafHashes(size)));
    }
  });

  it('the empty tree is the hash of nothing', () => {
    expect(hex(emptyRoot(sha256))).toBe(sha(''));
  });

  it.each([0, 31, 33])('a leaf hash of %i bytes is refused', (length) => {
    expect(() => rootFromLeafHashes(sha256, [new Uint8Array(length)])).toThrow(
      expect.objectContaining({ code: 'HASH_LENGTH_INVALID' }),
    );
  });
});
