import { hash } from 'node:crypto';

/** RFC 6962 §2.1 written down as it stands there, slow and plain: what the package is compared with. */

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(hash('sha256', bytes, 'buffer'));

const node = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.concat([Uint8Array.of(1), left, right]));

/** The k of RFC 6962: the largest power of two smaller than n. */
const split = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** Leaf hashes of `size` distinct entries: leaf i is the number i in decimal. */
export const leafHashes = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, index) =>
    sha256(Uint8Array.of(0, ...new TextEncoder().encode(String(index)))),
  );

/** MTH(D[n]), over leaf hashes. */
export function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sha256(new Uint8Array());
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return node(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

/** PATH(m, D[n]) */
export function auditPath(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...auditPath(m, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...auditPath(m - k, leaves.slice(k)), treeHash(leaves.slice(0, k))];
}

/** PROOF(m, D[n]) */
export function consistencyProof(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  return subProof(m, leaves, true);
}

function subProof(m: number, leaves: readonly Uint8Array[], complete: boolean): Uint8Array[] {
  if (m === leaves.length) return complete ? [] : [treeHash(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subProof(m, leaves.slice(0, k), complete), treeHash(leaves.slice(k))]
    : [...subProof(m - k, leaves.slice(k), false), treeHash(leaves.slice(0, k))];
}

/** The same value with one bit turned. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = new Uint8Array(bytes);
  const at = Math.floor(bit / 8) % flipped.length;
  flipped[at] = flipped[at]! ^ (1 << (bit % 8));
  return flipped;
}
