import { WorkbenchError } from '../error.ts';
import type { Column, UnusableColumn } from './column.ts';
import { decodeText } from './decode-text.ts';
import { type InferOptions, inferColumn, unusable } from './infer-column.ts';
import { parseCsv, type RawTable } from './parse-csv.ts';
import { readTarget } from './target.ts';

export interface TableOptions extends InferOptions {
  /** Column that says what became of a row. */
  readonly target: string;
  /** Its value for a bad row; needed unless that is yes, true, bad, default or the like, or 1 beside 0. */
  readonly bad?: string;
  /** Columns that are no features. */
  readonly exclude?: readonly string[];
}

/** A table with its target, ready to be fitted. */
export interface Table {
  readonly rows: number;
  /** Columns that can be features. */
  readonly features: readonly Column[];
  readonly unusable: readonly UnusableColumn[];
  /** By row: 1 = bad, 0 = good, −1 = not known, such as an applicant who was refused. */
  readonly bad: Int8Array;
  readonly badValue: string;
  /** Cells of a column, as written; for groups and times. @throws {WorkbenchError} `COLUMN_UNKNOWN` */
  cells(name: string): readonly string[];
}

/** @throws {WorkbenchError} `TABLE_INVALID`, `TARGET_INVALID`, `COLUMN_UNKNOWN` */
export function readTable(bytes: Uint8Array, options: TableOptions): Table {
  return tableOf(readRaw(bytes), options);
}

/** The cells of a table, as written, with the names of its columns. @throws {WorkbenchError} `TABLE_INVALID` */
export const readRaw = (bytes: Uint8Array): RawTable => parseCsv(decodeText(bytes).text);

/** A table with its outcomes, of which nothing else is read yet: what a finished model is tried on. */
export interface OutcomeTable {
  readonly names: readonly string[];
  readonly rows: number;
  /** As in `Table`. */
  readonly bad: Int8Array;
  readonly badValue: string;
  cells(name: string): readonly string[];
}

/** @throws {WorkbenchError} as `readTable` */
export function readOutcomes(
  bytes: Uint8Array,
  { target, bad }: Pick<TableOptions, 'target' | 'bad'>,
): OutcomeTable {
  const columns = readColumns(bytes);
  return { ...columns, ...readTarget(columns.cells(target), bad) };
}

/** A table of which no outcome is asked. @throws {WorkbenchError} `TABLE_INVALID` */
export function readColumns(bytes: Uint8Array): Omit<OutcomeTable, 'bad' | 'badValue'> {
  const raw = readRaw(bytes);
  return { names: raw.names, rows: raw.rows, cells: cellsOf(raw) };
}

/** @throws {WorkbenchError} `COLUMN_UNKNOWN` */
const cellsOf =
  (raw: RawTable) =>
  (name: string): readonly string[] => {
    const place = raw.names.indexOf(name);
    if (place < 0) throw new WorkbenchError('COLUMN_UNKNOWN', name);
    return raw.cells[place]!;
  };

export function tableOf(raw: RawTable, { target, bad, exclude = [], ...infer }: TableOptions): Table {
  const cells = cellsOf(raw);
  for (const name of [...exclude, ...(infer.categories ?? [])]) cells(name);
  const outcome = readTarget(cells(target), bad);
  const passedOver = new Set([...exclude, target]);
  const features: Column[] = [];
  const left: UnusableColumn[] = [];
  raw.names.forEach((name, place) => {
    if (passedOver.has(name)) return;
    const column = inferColumn(name, raw.cells[place]!, infer);
    const reason = unusable(column);
    if (reason === undefined) features.push(column);
    else left.push({ name, reason });
  });
  return { rows: raw.rows, features, unusable: left, ...outcome, cells };
}
