import type { Column, NumberColumn, UnusableReason } from './column.ts';
import { isMissing, plain } from './missing.ts';
import { type NumberReader, numberReaderOf } from './number-reader.ts';
import { placesOf } from './read-number.ts';
import { specialCodes } from './special-codes.ts';

/** Digits that a policy can hold exactly. */
const MOST_DIGITS = 15;
const MOST_PLACES = 9;
/** Rows from which a column of nothing but different names is an identifier. */
const MANY_ROWS = 50;

export interface InferOptions {
  /** Cells that are codes in every column of numbers: words as written, numbers in whatever form. */
  readonly special?: readonly string[];
  /** Names of columns whose numbers are names. */
  readonly categories?: readonly string[];
}

/** What a column holds, by its cells; numbers stay numbers where up to a fifth of the known cells are codes. */
export function inferColumn(name: string, cells: readonly string[], options: InferOptions = {}): Column {
  const stated = new Set(options.special ?? []);
  if (!(options.categories ?? []).includes(name)) {
    const reader = numberReaderOf(cells, stated);
    if (reader !== undefined) return numberColumn(name, reader, cells, stated);
  }
  const places = new Map<string, number>();
  const codes = Int32Array.from(cells, (cell) => {
    if (isMissing(cell)) return -1;
    const category = plain(cell);
    const place = places.get(category) ?? places.size;
    places.set(category, place);
    return place;
  });
  return { kind: 'CATEGORY', name, codes, categories: [...places.keys()] };
}

function numberColumn(
  name: string,
  { kind, read, values }: NumberReader,
  cells: readonly string[],
  stated: ReadonlySet<string>,
): NumberColumn {
  const found = new Set(kind === 'NUMBER' ? specialCodes(values) : []);
  const specials: string[] = [];
  const amounts: number[] = [];
  const codes = new Uint8Array(cells.length);
  let places = 0;
  let largest = 0;
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]!;
    const value = values[at]!;
    if (!Number.isNaN(value) && !found.has(value)) {
      if (places < MOST_PLACES) places = Math.max(places, Math.min(MOST_PLACES, placesOf(value)));
      largest = Math.max(largest, Math.abs(value));
      continue;
    }
    values[at] = Number.NaN;
    if (isMissing(cell) && !stated.has(cell)) codes[at] = 1;
    else {
      // A code that is a number is one code, `-1` and `-1.0`: a policy reads it as every number of the column.
      const amount = read(cell);
      const written = Number.isNaN(amount) ? cell : String(amount);
      let place = specials.indexOf(written);
      if (place < 0) {
        place = specials.push(written) - 1;
        amounts.push(amount);
        if (!Number.isNaN(amount)) largest = Math.max(largest, Math.abs(amount));
      }
      codes[at] = place + 2;
    }
  }
  places = Math.max(0, Math.min(places, MOST_DIGITS - String(Math.trunc(largest)).length));
  const step = 10 ** places;
  for (let at = 0; at < values.length; at++) values[at] = Math.round(values[at]! * step) / step;
  return { kind, name, values, codes, specials, amounts, places };
}

/** Why a column cannot be a feature; undefined where it can. */
export function unusable(column: Column): UnusableReason | undefined {
  if (column.kind === 'CATEGORY') {
    const known = column.codes.filter((code) => code >= 0);
    if (known.length === 0) return 'EMPTY';
    if (column.categories.length === 1 && known.length === column.codes.length) return 'CONSTANT';
    const mostlyDifferent = column.categories.length > 0.5 * known.length;
    return mostlyDifferent && column.codes.length >= MANY_ROWS ? 'IDENTIFIER' : undefined;
  }
  const { values, codes } = column;
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return 'EMPTY';
  if (known.every((value) => value === known[0]) && codes.every((code) => code === codes[0]))
    return 'CONSTANT';
  return isNumbered(known) && known.length === values.length ? 'IDENTIFIER' : undefined;
}

/** Whole numbers that are all different and rise with the rows, or have the same nine digits or more: numbers of files. */
function isNumbered(values: Float64Array): boolean {
  if (values.length < MANY_ROWS || !values.every(Number.isInteger)) return false;
  const rising = values.every((value, at) => at === 0 || value > values[at - 1]!);
  const digits = String(values[0]).length;
  const long = digits >= 9 && values.every((value) => value > 0 && String(value).length === digits);
  return (rising || long) && new Set(values).size === values.length;
}
