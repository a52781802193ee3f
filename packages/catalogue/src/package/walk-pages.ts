import type { DataItemId, DataItemRecords, DateRange, PackagePages } from '@xinqiao/contracts';
import { cutRecords } from './cut-records.ts';
import { hashCanonical, type Sha256 } from './hash-canonical.ts';

/** One page of an item’s rows, as a source gives it. */
export interface RowPage {
  readonly rows: readonly unknown[];
  /** Where the page that follows begins; null after the last. */
  readonly next: string | null;
  /** False when rows are missing on it. */
  readonly whole: boolean;
}

export interface WalkedPages {
  readonly pages: PackagePages;
  /** Where each page begins, for the source: null for the first. */
  readonly starts: readonly (string | null)[];
  readonly whole: boolean;
}

/** The rows of a page that the consent allows to be shown. */
export const cutPage = <Item extends DataItemId>(
  item: Item,
  rows: readonly unknown[],
  covered: DateRange,
): readonly unknown[] => cutRecords(item, rows as DataItemRecords[Item], covered) as readonly unknown[];

/** Hash of a page as a package lists it: over the canonical JSON (RFC 8785) of its rows. */
export const hashPage = (rows: readonly unknown[], sha256: Sha256): string => hashCanonical(rows, sha256);

/**
 * Walks over the pages of a large item once, one at a time: of each only the hash stays.
 *
 * @param readPage Reads the page that begins there; null for the first.
 * @param covered Days the consent allows to be shown.
 */
export async function walkPages(
  item: DataItemId,
  covered: DateRange,
  rowsPerPage: number,
  readPage: (after: string | null) => Promise<RowPage>,
  sha256: Sha256,
): Promise<WalkedPages> {
  const starts: (string | null)[] = [];
  const hashes: string[] = [];
  let rows = 0;
  let whole = true;
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const page: RowPage = await readPage(after);
    const shown = cutPage(item, page.rows, covered);
    starts.push(after);
    hashes.push(hashPage(shown, sha256));
    rows += shown.length;
    whole &&= page.whole;
    after = page.next ?? undefined;
  }
  return { pages: { rows, rowsPerPage, hashes }, starts, whole };
}
