import { createHash } from 'node:crypto';
import type { DisclosureLevel, InvoiceLine } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { readLargeItems } from './large-items.ts';
import { type GuardedSource, SourceFailure } from './sources/guard/guard-source.ts';
import type { SourcePage } from './sources/source.ts';

const RANGE = { from: '2025-01-01', to: '2025-12-31' };
const subject = { subjectId: 'sub_1', sourceId: 'agency', scheme: 'uscc', code: 'X' } as never;
const line = (number: number) => ({ number: String(number), issuedOn: '2025-03-01' }) as InvoiceLine;

type Page = SourcePage<'invoice.lines'>;
/** A page of one row; each test names what is wrong with it. */
const page = (at: number, fact: Partial<Extract<Page, { kind: 'page' }>> = {}): Page => ({
  ...{ kind: 'page', rows: [line(at)], next: at < 2 ? String(at + 1) : null, whole: true },
  ...{ version: 'v1', asOf: null },
  ...fact,
});

/** What comes of a large item whose source gives this for each page, the first being 0. */
async function readBy(give: (at: number, calls: number) => Page, level: DisclosureLevel = 'RECORDS') {
  let calls = 0;
  const source = {
    description: {
      sourceId: 'agency',
      items: ['invoice.lines'],
      pageable: ['invoice.lines'],
      subjects: 'ALL',
    },
    call: async (use: (source: object, signal: AbortSignal) => Promise<Page>) =>
      use(
        { readPage: async (...[, , , after]: (string | null)[]) => give(Number(after ?? 0), ++calls) },
        AbortSignal.timeout(60_000),
      ),
  };
  const services = {
    sources: [source as never as GuardedSource],
    database: undefined as never,
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
  };
  const large = [{ item: 'invoice.lines', sourceId: 'agency', status: 'READY' }] as const;
  const { results, starts } = await readLargeItems(services, subject, large, level, RANGE);
  return { result: results[0], starts: starts.get('invoice.lines'), calls: () => calls };
}

describe('readLargeItems', () => {
  it('walks the pages at RECORDS and keeps their hashes and where each begins', async () => {
    const { result, starts } = await readBy((at) => page(at));
    expect(result).toMatchObject({ status: 'READY', pages: { rows: 3, hashes: { length: 3 } } });
    expect(starts).toEqual([null, '1', '2']);
  });

  it('makes no package of two states: it walks again when the source changed meanwhile', async () => {
    const { result, calls } = await readBy((at, call) =>
      page(at, { version: call <= 2 ? `v${call}` : 'v2' }),
    );
    expect(result).toMatchObject({ status: 'READY', pages: { rows: 3 } });
    expect(calls()).toBe(5);
  });

  it('and gives up on one that never rests', async () => {
    const { result } = await readBy((at, call) => page(at, { version: `v${call}` }));
    expect(result).toEqual({ item: 'invoice.lines', sourceId: 'agency', status: 'UNAVAILABLE' });
  });

  it.each(['RECORDS', 'INDICATORS'] as const)('ends at %s when a source does not', async (level) => {
    const stuck = await readBy(() => page(0, { rows: [], next: 'same' }), level);
    const circle = await readBy((at) => page(at, { rows: [], next: at === 1 ? '2' : '1' }), level);
    expect([stuck.result?.status, circle.result?.status]).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
  });

  it('gives of a source that fails midway nothing but that it failed', async () => {
    const { result } = await readBy((at) => {
      if (at === 1) throw new SourceFailure('TIMEOUT');
      return page(at);
    });
    expect(result).toEqual({ item: 'invoice.lines', sourceId: 'agency', status: 'TIMEOUT' });
  });

  it('passes off no fault of ours as one of the source', async () => {
    const fault = () => {
      throw new TypeError('a fault of ours');
    };
    await expect(readBy(fault)).rejects.toThrow(TypeError);
  });
});
