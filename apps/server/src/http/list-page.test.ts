import { describe, expect, it } from 'vitest';
import { cutPage } from './list-page.ts';

const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `id-${at}` }));

describe('cutPage', () => {
  it('points to the next page when one more row was found', () => {
    expect(cutPage(rows(3), 2, ({ id }) => id)).toEqual({ items: ['id-0', 'id-1'], nextCursor: 'id-1' });
  });

  it('ends when there is no further row', () => {
    expect(cutPage(rows(2), 2, ({ id }) => id)).toEqual({ items: ['id-0', 'id-1'], nextCursor: null });
  });

  it('ends on an empty list', () => {
    expect(cutPage(rows(0), 2, ({ id }) => id)).toEqual({ items: [], nextCursor: null });
  });
});
