/** How the numbers of a workbook are shown. */
export interface CellStyles {
  /** Number format by the style of a cell. */
  readonly formats: readonly number[];
  /** Codes of the formats that the workbook defines itself. */
  readonly codes: ReadonlyMap<number, string>;
  /** Days count from 1904 instead of 1900. */
  readonly date1904: boolean;
}

interface Cell {
  /** ECMA-376 part 1, 18.18.11: s, inlineStr, str, n, d, b, e. */
  readonly type: string;
  readonly style: number;
  readonly text: string;
}

/** Whole numbers from here on are no longer what was typed: Excel keeps 15 digits. */
const MAX_CERTAIN = 1e15;

/** What a cell says, as a CSV would write it; undefined where that is not certain. */
export function cellText(cell: Cell, styles: CellStyles, shared: readonly string[]): string | undefined {
  const { type, text } = cell;
  if (type === 's') return shared[Number(text)];
  if (type === 'inlineStr' || type === 'str') return text;
  if (type === 'd') return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (type !== 'n') return undefined;
  if (text === '') return '';
  const number = Number(text);
  if (!Number.isFinite(number) || Math.abs(number) >= MAX_CERTAIN) return undefined;
  // What Excel shows of a number, and all that it promises.
  return isDate(cell, styles) ? dayOf(number, styles.date1904) : String(Number(number.toPrecision(15)));
}

/** ECMA-376 part 1, 18.8.30: formats that show a day, and those of East Asia. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

function isDate({ style }: Cell, { formats, codes }: CellStyles): boolean {
  const format = formats[style] ?? 0;
  const code = codes.get(format);
  if (code === undefined) return DATE_FORMATS.has(format);
  // Without what stands in quotes, in brackets or behind a backslash.
  const shown = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  return /y/i.test(shown) && /d/i.test(shown);
}

const DAY_MS = 86_400_000;

/** Excel takes 1900 for a leap year, so days before March 1900 are not certain. */
function dayOf(serial: number, date1904: boolean): string | undefined {
  if (!Number.isInteger(serial) || (!date1904 && serial < 61) || serial < 0 || serial > 2_958_465)
    return undefined;
  const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + serial * DAY_MS).toISOString().slice(0, 10);
}
