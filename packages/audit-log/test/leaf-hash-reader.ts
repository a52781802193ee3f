import type { HashReader } from '../src/index.ts';
import { treeHash } from './reference-tree.ts';

/** A reader over leaf hashes in memory, by the definition. */
export const leafHashReader =
  (leaves: readonly Uint8Array[]): HashReader =>
  async (subtrees) =>
    subtrees.map(({ start, end }) => treeHash(leaves.slice(start, end)));
