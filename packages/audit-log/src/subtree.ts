import { AuditLogError } from './audit-log-error.ts';
import { assertSizes, splitPoint } from './tree-size.ts';

/** Leaves `start` (inclusive) to `end` (exclusive), D[start:end] in RFC 6962's words. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Checks that [start, end) is a subtree: `start` is a multiple of the length rounded up to a power of two.
 *
 * @throws {AuditLogError} `SIZE_INVALID`, `SUBTREE_INVALID`
 * @see draft-ietf-plants-merkle-tree-certs, "Definition of a Subtree"
 */
export function assertSubtree({ start, end }: LeafRange): void {
  assertSizes(start, end);
  const length = end - start;
  const alignment = length > 1 ? splitPoint(length) * 2 : 1;
  if (length < 0 || start % alignment !== 0) throw new AuditLogError('SUBTREE_INVALID');
}

/** Cuts a subtree into full subtrees (lengths are falling powers of two), left to right. */
export function fullSubtrees({ start, end }: LeafRange): LeafRange[] {
  const parts: LeafRange[] = [];
  let from = start;
  while (from < end) {
    const length = splitPoint(end - from + 1);
    parts.push({ start: from, end: from + length });
    from += length;
  }
  return parts;
}
