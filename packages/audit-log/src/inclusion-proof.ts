import { AuditLogError } from './audit-log-error.ts';
import { equalBytes } from './bytes.ts';
import type { HashReader } from './hash-reader.ts';
import { climb, proofNodes, proofPath } from './proof-path.ts';
import type { Sha256 } from './sha256.ts';
import { assertSubtree, type LeafRange } from './subtree.ts';
import { assertHashes } from './tree.ts';
import { assertSizes } from './tree-size.ts';

export interface InclusionClaim {
  readonly sha256: Sha256;
  readonly leafHash: Uint8Array;
  /** Position of the leaf, from 0. */
  readonly index: number;
  /** Number of leaves in the tree. */
  readonly size: number;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/**
 * Checks that the leaf stands at `index` in the tree of this size and root. Returns nothing: returning is the proof.
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `INDEX_OUT_OF_RANGE`, `HASH_LENGTH_INVALID`, `PROOF_LENGTH_INVALID`,
 * `ROOT_MISMATCH`
 * @see RFC 6962 §2.1.1, RFC 9162 §2.1.3.2
 */
export function verifyInclusion({ sha256, leafHash, index, size, proof, root }: InclusionClaim): void {
  const path = inclusionPath(index, size);
  assertHashes([leafHash]);
  if (!equalBytes(climb(sha256, path, leafHash, proof).root, root)) throw new AuditLogError('ROOT_MISMATCH');
}

/** As {@link InclusionClaim}, in the subtree [start, end) instead of the whole tree; `index` counts in the tree. */
export interface SubtreeInclusionClaim extends Omit<InclusionClaim, 'size'>, LeafRange {}

/**
 * Checks that the leaf at tree position `index` is in the subtree [start, end) with this root.
 *
 * @throws {AuditLogError} as {@link verifyInclusion}, and `SUBTREE_INVALID`
 * @see draft-ietf-plants-merkle-tree-certs, "Verifying a Subtree Inclusion Proof"
 */
export function verifySubtreeInclusion({ start, end, index, ...claim }: SubtreeInclusionClaim): void {
  assertSubtree({ start, end });
  assertSizes(index);
  if (index < start) throw new AuditLogError('INDEX_OUT_OF_RANGE');
  verifyInclusion({ ...claim, index: index - start, size: end - start });
}

/**
 * Builds the proof that {@link verifyInclusion} accepts. It is only as true as what `reader` reads: verify it
 * against a signed checkpoint before relying on it.
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `INDEX_OUT_OF_RANGE`
 */
export async function proveInclusion(
  reader: HashReader,
  index: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  return reader(proofNodes(inclusionPath(index, size)));
}

function inclusionPath(index: number, size: number) {
  assertSizes(index, size);
  if (index >= size) throw new AuditLogError('INDEX_OUT_OF_RANGE');
  return proofPath({ start: index, end: index + 1 }, size);
}
