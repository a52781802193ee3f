import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { monthRange } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../test/consented.ts';
import { line } from '../../test/records.ts';
import { hashCanonical } from './hash-canonical.ts';
import { hashPage, type RowPage, walkPages } from './walk-pages.ts';

const COVERED = { from: '2024-01-01', to: '2026-12-31' };
const days = monthRange('2024-01', '2026-12').map((month) => `${month}-05`);

/** A source of so many invoices that makes each page when it is asked for it. */
const sourceOf = (count: number, limit: number) => {
  const calls: (string | null)[] = [];
  const read = async (after: string | null): Promise<RowPage> => {
    calls.push(after);
    const begin = Number(after ?? 0);
    const end = Math.min(begin + limit, count);
    const rows = Array.from({ length: end - begin }, (_, at) =>
      line(days[(begin + at) % days.length] as string, { number: `N${begin + at}` }),
    );
    return { rows, next: end < count ? String(end) : null, whole: true };
  };
  return { calls, read };
};

const walk = (read: (after: string | null) => Promise<RowPage>, rowsPerPage: number) =>
  walkPages('invoice.lines', COVERED, rowsPerPage, read, sha256);

describe('walkPages', () => {
  it('lists every page once, in order, each by the hash of exactly its rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (count, limit) => {
          const { calls, read } = sourceOf(count, limit);
          const { pages, starts } = await walk(read, limit);
          expect(pages).toMatchObject({ rows: count, rowsPerPage: limit });
          expect(pages.hashes).toHaveLength(Math.max(1, Math.ceil(count / limit)));
          expect(starts).toEqual(calls);
          const again = await Promise.all(starts.map(read));
          expect(again.map(({ rows }) => hashPage(rows, sha256))).toEqual(pages.hashes);
        },
      ),
    );
  });

  it('hashes the canonical JSON (RFC 8785) of the rows, whatever the order of their members', () => {
    const [row] = [line('2024-05-05')];
    const turned = Object.fromEntries(Object.entries(row!).toReversed());
    expect(hashPage([turned], sha256)).toBe(hashPage([row], sha256));
    expect(hashPage([row], sha256)).toBe(hashCanonical([row], sha256));
  });

  it('leaves out rows of other days, as a delivery in one piece would', async () => {
    const rows = [line('2023-12-31'), line('2024-01-01'), line('2027-01-01')];
    const { pages } = await walk(async () => ({ rows, next: null, whole: true }), 10);
    expect(pages).toEqual({ rows: 1, rowsPerPage: 10, hashes: [hashPage([rows[1]], sha256)] });
  });

  it('is not whole when a page is not', async () => {
    const { read } = sourceOf(6, 2);
    const part = async (after: string | null) => ({ ...(await read(after)), whole: after !== '2' });
    expect((await walk(part, 2)).whole).toBe(false);
    expect((await walk(read, 2)).whole).toBe(true);
  });

  it('holds one page of 50,000 invoices at a time, never the next before the last is done with', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const { read } = sourceOf(50_000, 1_000);
    const given: WeakRef<object>[] = [];
    let underWay = 0;
    let most = 0;
    let largest = 0;
    let alive = 0;
    const watched = async (after: string | null) => {
      most = Math.max(most, ++underWay);
      const page = await read(after);
      largest = Math.max(largest, page.rows.length);
      given.push(new WeakRef(page.rows));
      if (given.length % 10 === 0) {
        // A turn of the loop, so that nothing is held by what is still running.
        await new Promise((resolve) => setImmediate(resolve));
        collect();
        alive = Math.max(alive, given.filter((ref) => ref.deref() !== undefined).length);
      }
      underWay--;
      return page;
    };
    const { pages } = await walk(watched, 1_000);
    expect(pages).toMatchObject({ rows: 50_000, rowsPerPage: 1_000 });
    expect(pages.hashes).toHaveLength(50);
    expect({ most, largest }).toEqual({ most: 1, largest: 1_000 });
    // The one in hand, and perhaps the one before it.
    expect(alive).toBeLessThanOrEqual(2);
  });
});
