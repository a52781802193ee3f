import { describe, expect, it } from 'vitest';
import { proofNodes, proofPath } from './proof-path.ts';

describe('proofPath · RFC 6962 §2.1', () => {
  it('a whole tree needs no proof', () => {
    expect(proofNodes(proofPath({ start: 0, end: 7 }, 7))).toEqual([]);
  });

  it('is no longer than the tree is high, up to 2^53 − 1 leaves', () => {
    const size = Number.MAX_SAFE_INTEGER;
    expect(proofPath({ start: 0, end: 1 }, size).steps).toHaveLength(53);
    expect(proofNodes(proofPath({ start: 0, end: size - 1 }, size)).length).toBeLessThanOrEqual(54);
  });

  it.each([
    ['empty', { start: 3, end: 3 }, 'SUBTREE_INVALID'],
    ['not aligned', { start: 1, end: 3 }, 'SUBTREE_INVALID'],
    ['past the tree', { start: 6, end: 8 }, 'SIZES_REVERSED'],
    ['not whole', { start: 0.5, end: 1.5 }, 'SIZE_INVALID'],
  ])('a range that is %s has no path', (_, range, code) => {
    expect(() => proofPath(range, 7)).toThrow(expect.objectContaining({ code }));
  });
});
