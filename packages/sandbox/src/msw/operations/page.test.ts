import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutPage } from './page.ts';

const idOf = (item: string) => item;

it('pages one after the other hold every entry once, in order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.integer({ min: 1, max: 5 }), (all, limit) => {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = cutPage(all, { limit, ...(cursor ? { cursor } : {}) }, idOf);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(all);
    }),
  );
});

it('there is no page after an entry that does not exist', () => {
  expect(cutPage(['a', 'b'], { limit: 2, cursor: 'c' }, idOf)).toEqual({ items: [], nextCursor: null });
});
