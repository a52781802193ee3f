import { isMissing } from './missing.ts';
import { readDate, readDayFirst, readDecimalComma, readMonthFirst, readNumber } from './read-number.ts';

/** Share of the known cells that must be numbers for a column of numbers; the others are codes. */
const NUMERIC_SHARE = 0.8;
/** Most different texts that a column of numbers may have as codes. */
const MOST_CODES = 20;

/** How the numbers of a column are written. */
export interface NumberReader {
  readonly kind: 'NUMBER' | 'DATE';
  /** NaN for what is none. */
  read(cell: string): number;
  /** By row; NaN where nothing is known, and for codes. */
  readonly values: Float64Array;
}

/**
 * How the numbers or dates of a column are to be read; undefined where it holds neither. What one cell cannot tell the
 * others do: a comma stands before the places, and not between thousands, where more cells can be read so; `3/4/2024` is in
 * April where some first figure is above 12; where none tells, it is no date.
 *
 * @param stated Cells that are codes; a number however it is written.
 */
export function numberReaderOf(
  cells: readonly string[],
  stated: ReadonlySet<string> = new Set(),
): NumberReader | undefined {
  const amounts = new Set([...stated].map(readNumber).filter((amount) => !Number.isNaN(amount)));
  const isCode = (cell: string) => stated.has(cell) || (amounts.size > 0 && amounts.has(readNumber(cell)));
  const known = Uint8Array.from(cells, (cell) => (isMissing(cell) || isCode(cell) ? 0 : 1));
  const rows = known.reduce((sum, one) => sum + one, 0);
  const tried = (kind: 'NUMBER' | 'DATE', read: (cell: string) => number) => {
    const values = new Float64Array(cells.length).fill(Number.NaN);
    const unread = new Set<string>();
    let numbers = 0;
    for (let row = 0; row < cells.length; row++) {
      if (known[row] === 0) continue;
      values[row] = read(cells[row]!);
      if (!Number.isNaN(values[row])) numbers++;
      else if (unread.add(cells[row]!).size > MOST_CODES) return undefined;
    }
    return numbers > 0 && numbers >= NUMERIC_SHARE * rows ? { kind, read, values, numbers } : undefined;
  };
  const point = tried('NUMBER', readNumber);
  const comma = point?.numbers === rows ? undefined : tried('NUMBER', readDecimalComma);
  const number = (comma?.numbers ?? 0) > (point?.numbers ?? 0) ? comma : point;
  const certain = number ?? tried('DATE', readDate);
  if (certain !== undefined) return certain;
  // Each of the two refuses a day or month that does not exist; where neither reads more, nothing is certain.
  const [dayFirst, monthFirst] = [tried('DATE', readDayFirst), tried('DATE', readMonthFirst)];
  const more = (dayFirst?.numbers ?? 0) - (monthFirst?.numbers ?? 0);
  return more === 0 ? undefined : more > 0 ? dayFirst : monthFirst;
}

/** How a column is read that is said to hold numbers or dates, however few of its cells can be read. */
export const readerOf = (cells: readonly string[]): ((cell: string) => number) =>
  numberReaderOf(cells)?.read ??
  ((cell) => {
    const number = readNumber(cell);
    return Number.isNaN(number) ? readDate(cell) : number;
  });
