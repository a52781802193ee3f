import { AuditLogError } from './audit-log-error.ts';
import { equalBytes } from './bytes.ts';
import type { HashReader } from './hash-reader.ts';
import { climb, proofNodes, proofPath } from './proof-path.ts';
import type { Sha256 } from './sha256.ts';
import { assertSubtree, type LeafRange } from './subtree.ts';
import { emptyRoot } from './tree.ts';
import { assertSizes } from './tree-size.ts';

export interface ConsistencyClaim {
  readonly sha256: Sha256;
  /** Number of leaves in the earlier tree, at least 1. */
  readonly size1: number;
  /** Number of leaves in the later tree, at least `size1`. */
  readonly size2: number;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Checks that the later tree only appended to the earlier one. Returns nothing: returning is the proof.
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `SIZES_REVERSED`, `TREE_EMPTY`, `PROOF_LENGTH_INVALID`,
 * `HASH_LENGTH_INVALID`, `EARLIER_ROOT_MISMATCH`, `ROOT_MISMATCH`
 * @see RFC 6962 §2.1.2, RFC 9162 §2.1.4.2
 */
export function verifyConsistency({ sha256, size1, size2, root1, root2, proof }: ConsistencyClaim): void {
  assertEarlierTree(size1, size2);
  verifySubtreeConsistency({
    sha256,
    start: 0,
    end: size1,
    size: size2,
    subtreeHash: root1,
    root: root2,
    proof,
  });
}

export interface SubtreeConsistencyClaim extends LeafRange {
  readonly sha256: Sha256;
  /** Number of leaves in the whole tree, at least `end`. */
  readonly size: number;
  /** Root of the subtree [start, end) as a tree of its own. */
  readonly subtreeHash: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Checks that the leaves of the subtree are leaves `start` to `end` of the tree. An empty subtree says nothing
 * about the tree: then only its own hash is checked, not `root`.
 *
 * @throws {AuditLogError} as {@link verifyConsistency}, and `SUBTREE_INVALID`
 * @see draft-ietf-plants-merkle-tree-certs, "Verifying a Subtree Consistency Proof"
 */
export function verifySubtreeConsistency(claim: SubtreeConsistencyClaim): void {
  const { sha256, start, end, size, subtreeHash, root, proof } = claim;
  assertSizes(size);
  assertSubtree({ start, end });
  if (end > size) throw new AuditLogError('SIZES_REVERSED');
  if (start === end) {
    if (proof.length > 0) throw new AuditLogError('PROOF_LENGTH_INVALID');
    if (!equalBytes(emptyRoot(sha256), subtreeHash)) throw new AuditLogError('EARLIER_ROOT_MISMATCH');
    return;
  }
  const rebuilt = climb(sha256, proofPath({ start, end }, size), subtreeHash, proof);
  if (!equalBytes(rebuilt.subtreeRoot, subtreeHash)) throw new AuditLogError('EARLIER_ROOT_MISMATCH');
  if (!equalBytes(rebuilt.root, root)) throw new AuditLogError('ROOT_MISMATCH');
}

/**
 * Builds the proof that {@link verifyConsistency} accepts; empty when both sizes are equal.
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `SIZES_REVERSED`, `TREE_EMPTY`
 */
export async function proveConsistency(
  reader: HashReader,
  size1: number,
  size2: number,
): Promise<readonly Uint8Array[]> {
  assertEarlierTree(size1, size2);
  return proveSubtreeConsistency(reader, { start: 0, end: size1 }, size2);
}

/**
 * Builds the proof that {@link verifySubtreeConsistency} accepts; empty for an empty subtree.
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `SIZES_REVERSED`, `SUBTREE_INVALID`
 */
export async function proveSubtreeConsistency(
  reader: HashReader,
  subtree: LeafRange,
  size: number,
): Promise<readonly Uint8Array[]> {
  assertSizes(size);
  assertSubtree(subtree);
  if (subtree.end > size) throw new AuditLogError('SIZES_REVERSED');
  return subtree.start === subtree.end ? [] : reader(proofNodes(proofPath(subtree, size)));
}

function assertEarlierTree(size1: number, size2: number): void {
  assertSizes(size1, size2);
  if (size1 > size2) throw new AuditLogError('SIZES_REVERSED');
  if (size1 === 0) throw new AuditLogError('TREE_EMPTY');
}
