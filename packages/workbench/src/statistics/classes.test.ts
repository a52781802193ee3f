import { describe, expect, it } from 'vitest';
import { countByBounds, quantileBounds } from './classes.ts';

describe('quantileBounds', () => {
  it('parts numbers evenly, and ties not at all', () => {
    const bounds = quantileBounds([1, 2, 3, 4, 5, 6, 7, 8], 4);
    expect(bounds).toEqual([3, 5, 7]);
    expect(countByBounds([1, 2, 3, 4, 5, 6, 7, 8], bounds)).toEqual([2, 2, 2, 2]);
    expect(quantileBounds([1, 1, 1, 1], 4)).toEqual([]);
  });
});
