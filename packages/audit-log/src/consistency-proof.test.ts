import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHashReader } from '../test/leaf-hash-reader.ts';
import { consistencyProof, flipBit, leafHashes, sha256, treeHash } from '../test/reference-tree.ts';
import {
  type ConsistencyClaim,
  proveConsistency,
  proveSubtreeConsistency,
  verifyConsistency,
  verifySubtreeConsistency,
} from './consistency-proof.ts';

const leaves = leafHashes(300);
const sizes = fc
  .integer({ min: 1, max: 300 })
  .chain((size2) => fc.record({ size2: fc.constant(size2), size1: fc.integer({ min: 1, max: size2 }) }));
const growth = sizes.filter(({ size1, size2 }) => size1 < size2);

/** A claim that holds; each test spoils one fact of it. */
function claim({ size1, size2 }: { size1: number; size2: number }): ConsistencyClaim {
  const later = leaves.slice(0, size2);
  return {
    sha256,
    size1,
    size2,
    root1: treeHash(leaves.slice(0, size1)),
    root2: treeHash(later),
    proof: consistencyProof(size1, later),
  };
}

const refusal = (spoilt: ConsistencyClaim) => {
  try {
    verifyConsistency(spoilt);
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'ACCEPTED';
};

describe('consistency proof · RFC 6962 §2.1.2', () => {
  it('the RFC example: PROOF(3), PROOF(4) and PROOF(6) of seven leaves', async () => {
    const seven = leaves.slice(0, 7);
    const hash = (start: number, end: number) => treeHash(seven.slice(start, end));
    const prove = (size1: number) => proveConsistency(leafHashReader(seven), size1, 7);
    expect(await prove(3)).toEqual([hash(2, 3), hash(3, 4), hash(0, 2), hash(4, 7)]);
    expect(await prove(4)).toEqual([hash(4, 7)]);
    expect(await prove(6)).toEqual([hash(4, 6), hash(6, 7), hash(0, 4)]);
  });

  it('any two sizes: the proof is that of the definition', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ({ size1, size2 }) => {
        const later = leaves.slice(0, size2);
        expect(await proveConsistency(leafHashReader(later), size1, size2)).toEqual(
          consistencyProof(size1, later),
        );
      }),
    );
  });

  it('any two sizes: the proof verifies', () => {
    fc.assert(
      fc.property(sizes, (between) => {
        expect(refusal(claim(between))).toBe('ACCEPTED');
      }),
    );
  });

  it('any bit turned in either root or in the proof: refused', () => {
    fc.assert(
      fc.property(growth, fc.nat(), fc.nat(), (between, bit, pick) => {
        const valid = claim(between);
        const spoiltProof = valid.proof.map((hash, step) =>
          step === pick % valid.proof.length ? flipBit(hash, bit) : hash,
        );
        expect(refusal({ ...valid, root1: flipBit(valid.root1, bit) })).not.toBe('ACCEPTED');
        expect(refusal({ ...valid, root2: flipBit(valid.root2, bit) })).toBe('ROOT_MISMATCH');
        expect(refusal({ ...valid, proof: spoiltProof })).not.toBe('ACCEPTED');
      }),
    );
  });

  it('a rewritten earlier leaf: refused, whatever honest proof is shown', () => {
    fc.assert(
      fc.property(growth, fc.nat(), (between, pick) => {
        const rewritten = leaves.slice(0, between.size2);
        const at = pick % between.size1;
        rewritten[at] = flipBit(rewritten[at]!, 0);
        const shown = {
          ...claim(between),
          root2: treeHash(rewritten),
          proof: consistencyProof(between.size1, rewritten),
        };
        expect(refusal(shown)).not.toBe('ACCEPTED');
      }),
    );
  });

  it('a hash missing or added at either end: refused for its length', () => {
    fc.assert(
      fc.property(sizes, (between) => {
        const valid = claim(between);
        const wrong = [
          [valid.root1, ...valid.proof],
          [...valid.proof, valid.root2],
        ];
        if (valid.proof.length > 0) wrong.push(valid.proof.slice(1), valid.proof.slice(0, -1));
        for (const proof of wrong) expect(refusal({ ...valid, proof })).toBe('PROOF_LENGTH_INVALID');
      }),
    );
  });

  it('equal sizes with different roots: a split view, refused', () => {
    const valid = claim({ size1: 7, size2: 7 });
    expect(refusal({ ...valid, root2: flipBit(valid.root2, 0) })).toBe('ROOT_MISMATCH');
  });

  it.each([
    ['later tree smaller', { size1: 7, size2: 6 }, 'SIZES_REVERSED'],
    ['earlier tree empty', { size1: 0, size2: 7 }, 'TREE_EMPTY'],
    ['both trees empty', { size1: 0, size2: 0 }, 'TREE_EMPTY'],
    ['negative size', { size1: -1 }, 'SIZE_INVALID'],
    ['fractional size', { size2: 7.5 }, 'SIZE_INVALID'],
    ['size beyond 2^53 − 1', { size2: 2 ** 53 }, 'SIZE_INVALID'],
  ])('%s: refused', async (_, spoil, code) => {
    const spoilt = { ...claim({ size1: 3, size2: 7 }), ...spoil };
    expect(refusal(spoilt)).toBe(code);
    await expect(proveConsistency(leafHashReader(leaves), spoilt.size1, spoilt.size2)).rejects.toMatchObject({
      code,
    });
  });
});

describe('subtree consistency proof · draft-ietf-plants-merkle-tree-certs', () => {
  const hash = (start: number, end: number) => treeHash(leaves.slice(start, end));
  const reader = leafHashReader(leaves.slice(0, 14));

  it.each([
    { subtree: { start: 4, end: 8 }, proof: [hash(0, 4), hash(8, 14)] },
    { subtree: { start: 8, end: 13 }, proof: [hash(12, 13), hash(13, 14), hash(8, 12), hash(0, 8)] },
  ])('the draft example: $subtree of 14 leaves', async ({ subtree, proof }) => {
    expect(await proveSubtreeConsistency(reader, subtree, 14)).toEqual(proof);
    const { start, end } = subtree;
    const claim = { sha256, start, end, size: 14, subtreeHash: hash(start, end), root: hash(0, 14), proof };
    expect(() => verifySubtreeConsistency(claim)).not.toThrow();
    expect(() => verifySubtreeConsistency({ ...claim, subtreeHash: hash(0, 3) })).toThrow();
    expect(() => verifySubtreeConsistency({ ...claim, root: hash(0, 13) })).toThrow();
  });

  it('an empty subtree: only the empty hash and the empty proof are accepted', async () => {
    expect(await proveSubtreeConsistency(reader, { start: 3, end: 3 }, 14)).toEqual([]);
    const empty = {
      sha256,
      start: 3,
      end: 3,
      size: 14,
      subtreeHash: treeHash([]),
      root: hash(0, 14),
      proof: [],
    };
    expect(() => verifySubtreeConsistency(empty)).not.toThrow();
    expect(() => verifySubtreeConsistency({ ...empty, subtreeHash: hash(0, 1) })).toThrow(
      expect.objectContaining({ code: 'EARLIER_ROOT_MISMATCH' }),
    );
    expect(() => verifySubtreeConsistency({ ...empty, proof: [hash(0, 14)] })).toThrow(
      expect.objectContaining({ code: 'PROOF_LENGTH_INVALID' }),
    );
  });

  it.each([
    ['not aligned', { start: 2, end: 6 }, 'SUBTREE_INVALID'],
    ['reversed', { start: 4, end: 2 }, 'SUBTREE_INVALID'],
    ['past the tree', { start: 8, end: 16 }, 'SIZES_REVERSED'],
  ])('a range %s: refused by prover and verifier', async (_, range, code) => {
    await expect(proveSubtreeConsistency(reader, range, 14)).rejects.toMatchObject({ code });
    const claim = { sha256, ...range, size: 14, subtreeHash: hash(0, 1), root: hash(0, 14), proof: [] };
    expect(() => verifySubtreeConsistency(claim)).toThrow(expect.objectContaining({ code }));
  });
});
