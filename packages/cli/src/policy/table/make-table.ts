import { addDays, type CalendarDate, PlatformError } from '@xinqiao/contracts';
import { printJson, writeText } from '../files.ts';
import { FirmBooks } from './firm-books.ts';
import { type GatheredBooks, gatherBooks } from './gather-books.ts';
import { readDay } from './invoice-cells.ts';
import { FEATURE_COLUMNS, featuresOf } from './invoice-features.ts';
import { readRows } from './read-invoice-file.ts';

export interface TableOptions {
  readonly firms: string;
  readonly out: string;
  readonly firmColumn: string;
  readonly asOf?: string;
  readonly asOfColumn?: string;
  readonly json: boolean;
}

/**
 * Writes a table for `policy fit`: a row for each firm of a file, its columns as they are, then figures of its invoices
 * as they could be known on a day.
 *
 * @param paths Invoice files, or folders of them.
 * @throws {PlatformError} `CONFIGURATION_INVALID`, `DATA_FILE_UNREADABLE`
 */
export async function makeTable(paths: readonly string[], options: TableOptions): Promise<void> {
  const firms = await readFirms(options);
  const gathered = await gatherBooks(paths);
  const dayOf = daysOf(firms, gathered, options);
  let [without, notCovered] = [0, 0];
  const lines = firms.rows.map((cells, at) => {
    const books = gathered.books.get(cells[firms.codeAt]!);
    if (books === undefined) without++;
    const figures = featuresOf((books ?? new FirmBooks()).summary(dayOf(at)), dayOf(at), gathered.covered);
    if (figures.every((figure) => figure === '')) notCovered++;
    return [...cells, ...figures];
  });
  const header = [...firms.header, ...FEATURE_COLUMNS];
  const text = [header, ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
  writeText(options.out, text, '--out');
  const known = new Set(firms.rows.map((cells) => cells[firms.codeAt]!));
  const told = {
    firms: firms.rows.length,
    columns: header.length,
    features: FEATURE_COLUMNS.length,
    invoices: gathered.invoices,
    coveredFrom: gathered.covered.from,
    coveredTo: gathered.covered.to,
    asOf: options.asOfColumn === undefined ? dayOf(0) : null,
    left: gathered.left,
    firmsWithoutInvoices: without,
    firmsNotCovered: notCovered,
    firmsNotAsked: [...gathered.books.keys()].filter((code) => !known.has(code)).length,
  };
  if (options.json) printJson(told);
  else
    for (const [name, value] of Object.entries(told))
      process.stderr.write(`${name} ${JSON.stringify(value)}\n`);
}

interface Firms {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Place of the code of the firm. */
  readonly codeAt: number;
}

async function readFirms({ firms: path, firmColumn }: TableOptions): Promise<Firms> {
  const rows: string[][] = [];
  await readRows(path, (cells, row) => {
    const trimmed = cells.map((cell) => cell.trim());
    if (row > 1 && trimmed.length !== rows[0]!.length)
      throw wrong('--firms', `row ${row} has ${trimmed.length} cells, the header ${rows[0]!.length}`);
    rows.push(trimmed);
  });
  const [header, ...firms] = rows;
  const codeAt = header?.indexOf(firmColumn) ?? -1;
  if (header === undefined || codeAt < 0) throw wrong('--firm-column', `no column ${firmColumn}`);
  if (firms.length === 0) throw wrong('--firms', 'no row below the header');
  const clash = header.find((name) => FEATURE_COLUMNS.includes(name));
  if (clash !== undefined)
    throw wrong('--firms', `a column is called ${clash}, as a figure of this table is`);
  const seen = new Map<string, number>();
  firms.forEach((cells, at) => {
    const code = cells[codeAt]!;
    const before = seen.get(code);
    if (code === '') throw wrong('--firms', `row ${at + 2} has no ${firmColumn}`);
    if (before !== undefined) throw wrong('--firms', `rows ${before} and ${at + 2} are of the same firm`);
    seen.set(code, at + 2);
  });
  return { header, rows: firms, codeAt };
}

/** The day that each firm is looked at: its own, the one for all, or the day after the last invoice of all files. */
function daysOf(
  { header, rows }: Firms,
  { lastIssuedOn, covered }: GatheredBooks,
  { asOf, asOfColumn }: TableOptions,
): (at: number) => CalendarDate {
  if (asOf !== undefined && asOfColumn !== undefined)
    throw wrong('--as-of', 'name a day or a column of days, not both');
  if (asOfColumn === undefined) {
    const day = asOf === undefined ? addDays(lastIssuedOn, 1) : readDay(asOf);
    if (day === undefined) throw wrong('--as-of', 'is no day, YYYY-MM-DD');
    if (day > addDays(covered.to, 31)) throw wrong('--as-of', `the invoices end on ${lastIssuedOn}`);
    return () => day;
  }
  const place = header.indexOf(asOfColumn);
  if (place < 0) throw wrong('--as-of-column', `no column ${asOfColumn}`);
  const days = rows.map((cells, at) => {
    const day = readDay(cells[place]!);
    if (day === undefined) throw wrong('--as-of-column', `row ${at + 2} has no day, YYYY-MM-DD`);
    return day;
  });
  return (at) => days[at]!;
}

/** RFC 4180. */
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const wrong = (setting: string, problem: string): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem } });
