import { AuditLogError } from './audit-log-error.ts';
import { concatBytes } from './bytes.ts';
import { HASH_BYTES, type Sha256 } from './sha256.ts';
import { splitPoint } from './tree-size.ts';

/** The Merkle Tree Hash of RFC 6962 §2.1: leaves and nodes are hashed under different prefixes. */
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** Hash of one leaf: SHA-256(0x00 || entry). */
export function hashLeaf(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const preimage = new Uint8Array(1 + entry.length);
  preimage[0] = LEAF_PREFIX;
  preimage.set(entry, 1);
  return sha256(preimage);
}

/** Hash of one node: SHA-256(0x01 || left || right). */
export function hashChildren(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const preimage = new Uint8Array(1 + left.length + right.length);
  preimage[0] = NODE_PREFIX;
  preimage.set(left, 1);
  preimage.set(right, 1 + left.length);
  return sha256(preimage);
}

/** Root of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array());
}

/**
 * Root of the tree over these leaf hashes, in order; linear in their number.
 *
 * @throws {AuditLogError} `HASH_LENGTH_INVALID`
 */
export function rootFromLeafHashes(sha256: Sha256, leafHashes: readonly Uint8Array[]): Uint8Array {
  assertHashes(leafHashes);
  const root = (start: number, end: number): Uint8Array => {
    if (end - start === 1) return leafHashes[start]!;
    const middle = start + splitPoint(end - start);
    return hashChildren(sha256, root(start, middle), root(middle, end));
  };
  return leafHashes.length === 0 ? emptyRoot(sha256) : root(0, leafHashes.length);
}

/** Joins the hashes of neighbouring full subtrees, largest first, as RFC 6962 nests them. */
export function joinFullSubtrees(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot(sha256);
  return hashes.reduceRight((right, left) => hashChildren(sha256, left, right));
}

/** Root over 2^k concatenated hashes; works in one copy, without an allocation per node. */
export function hashFullRow(sha256: Sha256, hashes: Uint8Array): Uint8Array {
  const row = concatBytes([hashes]);
  const preimage = new Uint8Array(1 + 2 * HASH_BYTES);
  preimage[0] = NODE_PREFIX;
  for (let nodes = row.length / HASH_BYTES / 2; nodes >= 1; nodes /= 2) {
    for (let node = 0; node < nodes; node++) {
      const pair = node * 2 * HASH_BYTES;
      preimage.set(row.subarray(pair, pair + 2 * HASH_BYTES), 1);
      row.set(sha256(preimage), node * HASH_BYTES);
    }
  }
  return row.slice(0, HASH_BYTES);
}

/** @throws {AuditLogError} `HASH_LENGTH_INVALID` unless each is 32 bytes. */
export function assertHashes(hashes: readonly Uint8Array[]): void {
  if (!hashes.every((hash) => hash.length === HASH_BYTES)) throw new AuditLogError('HASH_LENGTH_INVALID');
}
