import { type ItemResult, type RowPage, walkPages } from '@xinqiao/catalogue';
import {
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  type DisclosureLevel,
  PACKAGE_PAGE_ROWS,
} from '@xinqiao/contracts';
import type { Services } from '../services.ts';
import { SourceFailure } from './sources/guard/guard-source.ts';
import { type ReadingServices, readSourcePage } from './sources/read-sources.ts';
import type { ListItemId, SourceSubject } from './sources/source.ts';

/** Where each page of an item begins, for its source; null for the first. */
export type PageStarts = ReadonlyMap<DataItemId, readonly (string | null)[]>;

/** Most rows held at once to compute figures from. */
export const MOST_ROWS = 50_000;
/** Most pages of one item: a source whose pages go round in a circle is not followed for ever. */
const MOST_PAGES = 5_000;

type LargeServices = ReadingServices & Pick<Services, 'sha256'>;

/** What a source gave for a page other than rows, or a state other than that of the page before. */
class NoPage extends Error {
  override readonly name = 'NoPage';
  readonly status: 'NO_DATA' | 'DENIED' | 'UNAVAILABLE';

  constructor(status: 'NO_DATA' | 'DENIED' | 'UNAVAILABLE') {
    super(`The source gave no page (${status}).`);
    this.status = status;
  }
}

/**
 * Reads on where a source said that an item is too large for one answer.
 *
 * At RECORDS its pages are walked once, one in memory at a time, and only their hashes are kept. Below, where figures
 * are computed, the rows are gathered, up to `MOST_ROWS`; beyond, the item comes PARTIAL and no figure is made of it.
 */
export async function readLargeItems(
  services: LargeServices,
  subject: SourceSubject,
  results: readonly ItemResult[],
  level: DisclosureLevel,
  range: DateRange,
): Promise<{ readonly results: readonly ItemResult[]; readonly starts: PageStarts }> {
  const starts = new Map<DataItemId, readonly (string | null)[]>();
  const read: ItemResult[] = [];
  // One after another: several large items at once would hold as many pages.
  for (const result of results) read.push(result.status === 'READY' ? await readLarge(result) : result);
  return { results: read, starts };

  async function readLarge(result: ItemResult): Promise<ItemResult> {
    const reader = () => pageReader(services, subject, result, range);
    try {
      if (level !== 'RECORDS') return await gather(result, reader());
      const { item } = result;
      const walk = () => walkPages(item, range, PACKAGE_PAGE_ROWS, reader(), services.sha256);
      // The source may have changed under the first walk; pages of two states make no package.
      const walked = await walk().catch((error: unknown) => {
        if (!(error instanceof NoPage)) throw error;
        return walk();
      });
      if (walked.pages.rows === 0) return { ...result, status: 'NO_DATA' };
      starts.set(item, walked.starts);
      return { ...result, status: walked.whole ? 'READY' : 'PARTIAL', pages: walked.pages };
    } catch (error) {
      return { item: result.item, sourceId: result.sourceId, status: statusOf(error) };
    }
  }
}

/** Reads pages of one state of the source. */
function pageReader(
  services: LargeServices,
  subject: SourceSubject,
  { item, sourceId }: ItemResult,
  range: DateRange,
): (after: string | null) => Promise<RowPage> {
  let state: string | null | undefined;
  let pages = 0;
  return async (after) => {
    if (++pages > MOST_PAGES) throw new NoPage('UNAVAILABLE');
    const limit = PACKAGE_PAGE_ROWS;
    const of = { sourceId, subject, item: item as ListItemId, range, after, limit };
    const page = await readSourcePage(services, of);
    if (page.kind !== 'page') throw new NoPage(NO_PAGE[page.kind]);
    if (state !== undefined && page.version !== state) throw new NoPage('UNAVAILABLE');
    if (page.next !== null && page.next === after) throw new NoPage('UNAVAILABLE');
    state = page.version;
    return page;
  };
}

const NO_PAGE = { 'no-data': 'NO_DATA', denied: 'DENIED', failed: 'UNAVAILABLE' } as const;

function statusOf(error: unknown): ItemResult['status'] {
  if (error instanceof NoPage) return error.status;
  if (error instanceof SourceFailure) return error.reason;
  throw error;
}

async function gather(
  result: ItemResult,
  read: (after: string | null) => Promise<RowPage>,
): Promise<ItemResult> {
  const rows: unknown[] = [];
  let whole = true;
  let after: string | null = null;
  do {
    const page: RowPage = await read(after);
    rows.push(...page.rows);
    whole &&= page.whole && rows.length <= MOST_ROWS;
    after = page.next;
  } while (after !== null && rows.length <= MOST_ROWS);
  const records = rows as DataItemRecords[DataItemId];
  return { ...result, status: whole ? 'DELIVERED' : 'PARTIAL', records };
}
