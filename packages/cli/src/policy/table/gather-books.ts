import { hash } from 'node:crypto';
import {
  type CalendarDate,
  type DateRange,
  type ImportKind,
  lastDayOf,
  PlatformError,
} from '@xinqiao/contracts';
import { findFiles } from '../../import/find-files.ts';
import { FirmBooks } from './firm-books.ts';
import { readInvoiceCells } from './invoice-cells.ts';
import { readRows } from './read-invoice-file.ts';

export interface GatheredBooks {
  /** By code of the firm. */
  readonly books: ReadonlyMap<string, FirmBooks>;
  /** From the day of the first invoice to the end of the month of the last one. */
  readonly covered: DateRange;
  readonly lastIssuedOn: CalendarDate;
  readonly invoices: number;
  /** Rows that were left out, by reason; reasons are those of an import. */
  readonly left: Readonly<Record<string, number>>;
}

const DIRECTIONS: Partial<Record<ImportKind, 'OUT' | 'IN'>> = { 'invoice-out': 'OUT', 'invoice-in': 'IN' };

/**
 * Adds up the invoices of files or folders of files, whose headers say what they hold. A row that says to the letter
 * what another row said counts once, as in an import.
 *
 * @throws {PlatformError} `DATA_FILE_UNREADABLE` for a file that cannot be read, or where no file holds invoices
 */
export async function gatherBooks(paths: readonly string[]): Promise<GatheredBooks> {
  const { files } = await findFiles(paths, undefined);
  const books = new Map<string, FirmBooks>();
  const left: Record<string, number> = {};
  let [first, last, invoices] = ['9999-12-31', '', 0];
  for (const direction of ['OUT', 'IN'] as const) {
    const seen = new Set<string>();
    for (const { path } of files.filter(({ kind }) => DIRECTIONS[kind] === direction))
      await readRows(path, (cells, row) => {
        if (row === 1) return;
        const read = readInvoiceCells(cells);
        const reason = typeof read === 'string' ? read : seenBefore(seen, cells) ? 'DUPLICATE' : undefined;
        if (typeof read === 'string' || reason !== undefined) {
          left[reason!] = (left[reason!] ?? 0) + 1;
          return;
        }
        const own = books.get(read.firm) ?? new FirmBooks();
        books.set(read.firm, own);
        own.add(direction, read);
        invoices++;
        if (read.issuedOn < first) first = read.issuedOn;
        if (read.issuedOn > last) last = read.issuedOn;
      });
  }
  if (invoices === 0)
    throw new PlatformError('DATA_FILE_UNREADABLE', {
      details: { file: paths.join(', '), problem: 'no file holds invoices that can be read' },
    });
  return {
    books,
    covered: { from: first, to: lastDayOf(last.slice(0, 7)) },
    lastIssuedOn: last,
    invoices,
    left,
  };
}

/** 96 bits of a hash for each row: of a billion rows two would be taken for one with a chance of 1 in 10^11. */
function seenBefore(seen: Set<string>, cells: readonly string[]): boolean {
  const key = hash('sha256', cells.map((cell) => cell.trim()).join('\0'), 'base64url').slice(0, 16);
  const size = seen.size;
  return seen.add(key).size === size;
}
