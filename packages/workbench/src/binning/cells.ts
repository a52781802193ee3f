import type { CategoryColumn, Column, NumberColumn } from '../table/column.ts';

/**
 * The finest classes of a column that training rows allow: numbers cut at their quantiles, each frequent category by
 * itself. Binning joins cells and never parts one, so an optimum over them is quick and needs no row.
 */
export interface Cells {
  /** By row of the table, training row or not. */
  readonly cellOf: Uint16Array;
  /** Cells 0 to `ordered` − 1 hold numbers, in order, or categories; those after them codes, the last what is missing. */
  readonly ordered: number;
  /** All cells. */
  readonly count: number;
  /** Of numbers: lowest value of cell 1, 2, … */
  readonly bounds: readonly number[];
  /** Of categories: cell by category. Rare ones and those no training row has share the cell `other`. */
  readonly cellOfCategory: Uint16Array;
  /** Null where there is none. */
  readonly other: number | null;
}

/** Most cells of numbers, and fewest rows of one. */
const MOST_CELLS = 40;
const LEAST_ROWS = 5;
/** Share of the rows from which a category stands by itself; fewest rows, and rows that are enough whatever their share. */
const RARE_SHARE = 0.005;
const RARE_ROWS = 5;
const ENOUGH_ROWS = 50;
/** Most categories that stand by themselves. */
const MOST_CATEGORIES = 200;

/** Rows with an ordinary number, from the lowest up. Sorted once, used in every fold. */
export function orderOf({ values }: NumberColumn): Int32Array {
  const known = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]!));
  return known.sort((a, b) => values[a]! - values[b]!);
}

/** @param training By row: 1 = used to make the cells. */
export function makeCells(column: Column, order: Int32Array, training: Uint8Array): Cells {
  return column.kind === 'CATEGORY' ? categoryCells(column, training) : numberCells(column, order, training);
}

function numberCells(column: NumberColumn, order: Int32Array, training: Uint8Array): Cells {
  const { values, codes, specials, places } = column;
  const bounds = quantiles(order, training, values, places);
  const ordered = bounds.length + 1;
  const missing = ordered + specials.length;
  const cellOf = new Uint16Array(values.length);
  let cell = 0;
  for (const row of order) {
    while (cell < bounds.length && values[row]! >= bounds[cell]!) cell++;
    cellOf[row] = cell;
  }
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code === 1) cellOf[row] = missing;
    else if (code > 1) cellOf[row] = ordered + code - 2;
  }
  return { cellOf, ordered, count: missing + 1, bounds, cellOfCategory: new Uint16Array(0), other: null };
}

/** Bounds between runs of equal values, so that each cell has its share of the training rows. */
function quantiles(order: Int32Array, training: Uint8Array, values: Float64Array, places: number): number[] {
  let total = 0;
  for (const row of order) total += training[row]!;
  const share = Math.max(LEAST_ROWS, total / MOST_CELLS);
  const step = 10 ** places;
  const bounds: number[] = [];
  let [inCell, seen, before] = [0, 0, Number.NaN];
  for (const row of order) {
    if (training[row] !== 1) continue;
    const value = values[row]!;
    if (value !== before && inCell >= share && total - seen >= LEAST_ROWS) {
      const middle = Math.round(((before + value) / 2) * step) / step;
      bounds.push(middle > before && middle <= value ? middle : value);
      inCell = 0;
    }
    inCell++;
    seen++;
    before = value;
  }
  return bounds;
}

function categoryCells({ codes, categories }: CategoryColumn, training: Uint8Array): Cells {
  const counts = new Uint32Array(categories.length);
  let total = 0;
  for (let row = 0; row < codes.length; row++)
    if (training[row] === 1 && codes[row]! >= 0) {
      counts[codes[row]!]!++;
      total++;
    }
  const least = Math.max(RARE_ROWS, Math.min(RARE_SHARE * total, ENOUGH_ROWS));
  const frequent = [...counts.keys()]
    .filter((category) => counts[category]! >= least)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MOST_CATEGORIES);
  const other = frequent.length < categories.length ? frequent.length : null;
  const ordered = frequent.length + (other === null ? 0 : 1);
  const cellOfCategory = new Uint16Array(categories.length).fill(other ?? 0);
  frequent.forEach((category, cell) => {
    cellOfCategory[category] = cell;
  });
  const cellOf = Uint16Array.from(codes, (code) => (code < 0 ? ordered : cellOfCategory[code]!));
  return { cellOf, ordered, count: ordered + 1, bounds: [], cellOfCategory, other };
}
