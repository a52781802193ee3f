import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { leafHashReader } from '../test/leaf-hash-reader.ts';
import { sha256, treeHash } from '../test/reference-tree.ts';
import { proveSubtreeConsistency, verifySubtreeConsistency } from './consistency-proof.ts';
import { proveInclusion, verifySubtreeInclusion } from './inclusion-proof.ts';
import { assertSubtree } from './subtree.ts';
import { hashLeaf } from './tree.ts';
import { hex } from './verifier-key.ts';

/**
 * draft-ietf-plants-merkle-tree-certs, "Subtree Test Vectors": one hash over the output for all inputs up to 130
 * leaves, where leaf i is the byte i. Every proof is also verified on the way.
 */
const MAX_SIZE = 130;
const leaves = Array.from({ length: MAX_SIZE }, (_, byte) => hashLeaf(sha256, Uint8Array.of(byte)));
const known = new Map<string, Uint8Array>();

function subtreeHash(start: number, end: number): Uint8Array {
  const key = `${start},${end}`;
  const hash = known.get(key) ?? treeHash(leaves.slice(start, end));
  known.set(key, hash);
  return hash;
}

const reader = async (ranges: Parameters<ReturnType<typeof leafHashReader>>[0]) =>
  ranges.map(({ start, end }) => subtreeHash(start, end));

function isSubtree(start: number, end: number): boolean {
  try {
    assertSubtree({ start, end });
    return true;
  } catch {
    return false;
  }
}

/** In the order of the draft: by end, then by start. */
const subtrees = Array.from({ length: MAX_SIZE + 1 }, (_, end) =>
  Array.from({ length: end + 1 }, (_, start) => ({ start, end })),
)
  .flat()
  .filter(({ start, end }) => isSubtree(start, end));

const line = (label: string, proof: readonly Uint8Array[]) => [label, ...proof.map(hex)].join(' ');

describe('subtree test vectors · draft-ietf-plants-merkle-tree-certs', () => {
  it('subtree hashes of all valid subtrees', () => {
    const all = createHash('sha256');
    for (const { start, end } of subtrees) {
      all.update(`[${start}, ${end}) ${hex(subtreeHash(start, end))}\n`);
    }
    expect(all.digest('hex')).toBe('b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81');
  });

  it('inclusion proofs of every entry in every valid subtree', async () => {
    const all = createHash('sha256');
    for (const { start, end } of subtrees) {
      const root = subtreeHash(start, end);
      const shifted = (ranges: Parameters<typeof reader>[0]) =>
        reader(ranges.map((range) => ({ start: range.start + start, end: range.end + start })));
      for (let index = start; index < end; index++) {
        const proof = await proveInclusion(shifted, index - start, end - start);
        verifySubtreeInclusion({ sha256, leafHash: leaves[index]!, index, start, end, proof, root });
        all.update(`${line(`${index} [${start}, ${end})`, proof)}\n`);
      }
    }
    expect(all.digest('hex')).toBe('ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f');
  });

  it('consistency proofs of every valid subtree with every tree', async () => {
    const all = createHash('sha256');
    for (let size = 0; size <= MAX_SIZE; size++) {
      const root = subtreeHash(0, size);
      for (const { start, end } of subtrees.filter(({ end }) => end <= size)) {
        const proof = await proveSubtreeConsistency(reader, { start, end }, size);
        verifySubtreeConsistency({
          sha256,
          start,
          end,
          size,
          subtreeHash: subtreeHash(start, end),
          root,
          proof,
        });
        all.update(`${line(`[${start}, ${end}) ${size}`, proof)}\n`);
      }
    }
    expect(all.digest('hex')).toBe('10fa99b37bf9bf9ffa26b412fbd98bd75363256d0b75d61bc4538b9c9c5a0a74');
  }, 60_000);
});
