import type { LeafRange } from './subtree.ts';

/**
 * Reads the Merkle Tree Hashes of these subtrees, in the order asked; all at once, so that a reader
 * over a network or a database can fetch what they need in parallel.
 */
export type HashReader = (subtrees: readonly LeafRange[]) => Promise<readonly Uint8Array[]>;
