import { AuditLogError } from './audit-log-error.ts';
import type { Sha256 } from './sha256.ts';
import { assertSubtree, type LeafRange } from './subtree.ts';
import { assertHashes, hashChildren } from './tree.ts';
import { assertSizes, splitPoint } from './tree-size.ts';

/** One sibling on the way up: the leaves below it and the side from which it joins. */
export interface ProofStep {
  readonly sibling: LeafRange;
  readonly side: 'left' | 'right';
  /** The sibling belongs to the proven subtree, so it also rebuilds that subtree's own root. */
  readonly insideSubtree: boolean;
}

export interface ProofPath {
  /** Where the climb begins: the proven subtree itself when the tree has it as a node, else the proof's first hash. */
  readonly seed: LeafRange | 'SUBTREE';
  /** From the bottom up. */
  readonly steps: readonly ProofStep[];
}

/**
 * The nodes that tie subtree [start, end) to the root of a tree of `size` leaves, in proof order.
 *
 * Prover and verifiers share it: with `end = start + 1` it is RFC 6962's PATH (inclusion), with
 * `start = 0` its PROOF (consistency).
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `SUBTREE_INVALID` (also when empty), `SIZES_REVERSED`
 * @see RFC 6962 §2.1.1 and §2.1.2; draft-ietf-plants-merkle-tree-certs, "Generating a Subtree Consistency Proof"
 */
export function proofPath({ start, end }: LeafRange, size: number): ProofPath {
  assertSizes(size);
  assertSubtree({ start, end });
  if (start === end) throw new AuditLogError('SUBTREE_INVALID');
  if (end > size) throw new AuditLogError('SIZES_REVERSED');

  const steps: ProofStep[] = [];
  let wanted = { start, end };
  let node = { start: 0, end: size };
  while (node.start !== wanted.start || node.end !== wanted.end) {
    const middle = node.start + splitPoint(node.end - node.start);
    const left = { start: node.start, end: middle };
    const right = { start: middle, end: node.end };
    if (wanted.end <= middle) {
      steps.push({ sibling: right, side: 'right', insideSubtree: false });
      node = left;
    } else {
      // Alignment makes a subtree that straddles the middle begin where the node begins.
      const insideSubtree = wanted.start < middle;
      steps.push({ sibling: left, side: 'left', insideSubtree });
      if (insideSubtree) wanted = { start: middle, end };
      node = right;
    }
  }
  return { seed: wanted.start === start ? 'SUBTREE' : wanted, steps: steps.reverse() };
}

/** The ranges whose hashes make up the proof, in proof order. */
export function proofNodes({ seed, steps }: ProofPath): LeafRange[] {
  const siblings = steps.map((step) => step.sibling);
  return seed === 'SUBTREE' ? siblings : [seed, ...siblings];
}

/**
 * Climbs the path with the hashes of a proof.
 *
 * @returns The root of the proven subtree and of the tree, as this proof would have them: the caller compares both.
 * @throws {AuditLogError} `PROOF_LENGTH_INVALID`, `HASH_LENGTH_INVALID`
 */
export function climb(
  sha256: Sha256,
  path: ProofPath,
  subtreeHash: Uint8Array,
  proof: readonly Uint8Array[],
): { subtreeRoot: Uint8Array; root: Uint8Array } {
  if (proof.length !== proofNodes(path).length) throw new AuditLogError('PROOF_LENGTH_INVALID');
  assertHashes(proof);

  const seeded = path.seed !== 'SUBTREE';
  let root = seeded ? proof[0]! : subtreeHash;
  let subtreeRoot = root;
  path.steps.forEach(({ side, insideSubtree }, index) => {
    const sibling = proof[seeded ? index + 1 : index]!;
    if (insideSubtree) subtreeRoot = hashChildren(sha256, sibling, subtreeRoot);
    root = side === 'left' ? hashChildren(sha256, sibling, root) : hashChildren(sha256, root, sibling);
  });
  return { subtreeRoot, root };
}
