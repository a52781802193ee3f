import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHashReader } from '../test/leaf-hash-reader.ts';
import { auditPath, flipBit, leafHashes, sha256, treeHash } from '../test/reference-tree.ts';
import {
  type InclusionClaim,
  proveInclusion,
  verifyInclusion,
  verifySubtreeInclusion,
} from './inclusion-proof.ts';

const leaves = leafHashes(300);
const place = fc
  .integer({ min: 1, max: 300 })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }));

/** A claim that holds; each test spoils one fact of it. */
function claim({ index, size }: { index: number; size: number }): InclusionClaim {
  const tree = leaves.slice(0, size);
  return {
    sha256,
    leafHash: leaves[index]!,
    index,
    size,
    proof: auditPath(index, tree),
    root: treeHash(tree),
  };
}

const refusal = (spoilt: InclusionClaim) => {
  try {
    verifyInclusion(spoilt);
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'ACCEPTED';
};

describe('inclusion proof · RFC 6962 §2.1.1', () => {
  it('the RFC example: PATH(0), PATH(3), PATH(4) and PATH(6) of seven leaves', async () => {
    const seven = leaves.slice(0, 7);
    const hash = (start: number, end: number) => treeHash(seven.slice(start, end));
    const prove = (index: number) => proveInclusion(leafHashReader(seven), index, 7);
    expect(await prove(0)).toEqual([hash(1, 2), hash(2, 4), hash(4, 7)]);
    expect(await prove(3)).toEqual([hash(2, 3), hash(0, 2), hash(4, 7)]);
    expect(await prove(4)).toEqual([hash(5, 6), hash(6, 7), hash(0, 4)]);
    expect(await prove(6)).toEqual([hash(4, 6), hash(0, 4)]);
  });

  it('any leaf of any tree: the proof is the audit path of the definition', async () => {
    await fc.assert(
      fc.asyncProperty(place, async ({ index, size }) => {
        const tree = leaves.slice(0, size);
        expect(await proveInclusion(leafHashReader(tree), index, size)).toEqual(auditPath(index, tree));
      }),
    );
  });

  it('any leaf of any tree: the proof verifies', () => {
    fc.assert(
      fc.property(place, (at) => {
        expect(refusal(claim(at))).toBe('ACCEPTED');
      }),
    );
  });

  it('any bit turned in leaf hash, root or proof: refused', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.nat(), (at, bit, pick) => {
        const valid = claim(at);
        const spoiltProof = valid.proof.map((hash, step) =>
          step === pick % valid.proof.length ? flipBit(hash, bit) : hash,
        );
        expect(refusal({ ...valid, leafHash: flipBit(valid.leafHash, bit) })).toBe('ROOT_MISMATCH');
        expect(refusal({ ...valid, root: flipBit(valid.root, bit) })).toBe('ROOT_MISMATCH');
        if (valid.proof.length > 0) expect(refusal({ ...valid, proof: spoiltProof })).toBe('ROOT_MISMATCH');
      }),
    );
  });

  it('any other index: refused', () => {
    fc.assert(
      fc.property(place, fc.nat(400), (at, index) => {
        fc.pre(index !== at.index);
        expect(refusal({ ...claim(at), index })).not.toBe('ACCEPTED');
      }),
    );
  });

  it('any other size whose path has another shape: refused', () => {
    fc.assert(
      fc.property(place, fc.nat(400), (at, size) => {
        // A path does not always tell sizes apart: 5 and 6 leaves look alike to leaf 0. The signed checkpoint does.
        fc.pre(size <= at.index || shape(at.index, size) !== shape(at.index, at.size));
        expect(refusal({ ...claim(at), size })).not.toBe('ACCEPTED');
      }),
    );
  });

  it('a hash missing or added at either end: refused for its length', () => {
    fc.assert(
      fc.property(place, (at) => {
        const valid = claim(at);
        const extra = valid.root;
        const wrong = [
          [extra, ...valid.proof],
          [...valid.proof, extra],
        ];
        if (valid.proof.length > 0) wrong.push(valid.proof.slice(1), valid.proof.slice(0, -1));
        for (const proof of wrong) expect(refusal({ ...valid, proof })).toBe('PROOF_LENGTH_INVALID');
      }),
    );
  });

  it.each([
    ['index past the end', { index: 8 }, 'INDEX_OUT_OF_RANGE'],
    ['empty tree', { index: 0, size: 0 }, 'INDEX_OUT_OF_RANGE'],
    ['negative index', { index: -1 }, 'SIZE_INVALID'],
    ['fractional index', { index: 0.5 }, 'SIZE_INVALID'],
    ['size not a number', { size: Number.NaN }, 'SIZE_INVALID'],
    ['size beyond 2^53 − 1', { size: 2 ** 53 }, 'SIZE_INVALID'],
    ['leaf hash cut short', { leafHash: leaves[3]!.subarray(0, 31) }, 'HASH_LENGTH_INVALID'],
    ['root lengthened', { root: Uint8Array.of(...treeHash(leaves.slice(0, 8)), 0) }, 'ROOT_MISMATCH'],
    ['root cut short', { root: treeHash(leaves.slice(0, 8)).subarray(0, 31) }, 'ROOT_MISMATCH'],
  ])('%s: refused', (_, spoil, code) => {
    expect(refusal({ ...claim({ index: 3, size: 8 }), ...spoil })).toBe(code);
  });

  it('a proof hash of the wrong length: refused', () => {
    const valid = claim({ index: 3, size: 8 });
    const proof = [new Uint8Array(33), ...valid.proof.slice(1)];
    expect(refusal({ ...valid, proof })).toBe('HASH_LENGTH_INVALID');
  });

  it('holds far beyond 2^32 leaves, where 32-bit arithmetic would wrap', () => {
    // Leaf 2^32 of a tree of 2^32 + 1 leaves joins the full left half in one step.
    const [leafHash, left] = leaves;
    const root = treeHash([left!, leafHash!]);
    const tall = { sha256, leafHash: leafHash!, index: 2 ** 32, size: 2 ** 32 + 1, proof: [left!], root };
    expect(refusal(tall)).toBe('ACCEPTED');
  });

  it('nothing is proven for a leaf outside the tree', async () => {
    await expect(proveInclusion(leafHashReader(leaves), 300, 300)).rejects.toMatchObject({
      code: 'INDEX_OUT_OF_RANGE',
    });
  });
});

describe('subtree inclusion proof · draft-ietf-plants-merkle-tree-certs', () => {
  it('the draft example: entry 10 of [8, 13) climbs by [11, 12), [8, 10) and [12, 13)', () => {
    const hash = (start: number, end: number) => treeHash(leaves.slice(start, end));
    const proof = [hash(11, 12), hash(8, 10), hash(12, 13)];
    const example = { sha256, leafHash: leaves[10]!, index: 10, start: 8, end: 13, proof, root: hash(8, 13) };
    expect(() => verifySubtreeInclusion(example)).not.toThrow();
  });

  it.each([
    ['before the subtree', 7, 'INDEX_OUT_OF_RANGE'],
    ['after the subtree', 12, 'INDEX_OUT_OF_RANGE'],
    ['not whole', 8.5, 'SIZE_INVALID'],
  ])('an index %s: refused', (_, index, code) => {
    const claim = { sha256, leafHash: leaves[8]!, index, start: 8, end: 12, proof: [], root: leaves[8]! };
    expect(() => verifySubtreeInclusion(claim)).toThrow(expect.objectContaining({ code }));
  });

  it('a range that is no subtree: refused', () => {
    const claim = { sha256, leafHash: leaves[8]!, index: 8, start: 7, end: 9, proof: [], root: leaves[8]! };
    expect(() => verifySubtreeInclusion(claim)).toThrow(expect.objectContaining({ code: 'SUBTREE_INVALID' }));
  });
});

/** Sides of the siblings from the bottom up, by the definition of PATH: all that a path shows of a size. */
function shape(index: number, size: number): string {
  if (size <= 1) return '';
  let k = 1;
  while (k * 2 < size) k *= 2;
  return index < k ? `${shape(index, k)}R` : `${shape(index - k, size - k)}L`;
}
