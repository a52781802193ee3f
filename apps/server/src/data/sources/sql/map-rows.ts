import type { DataItemId, DataItemRecords } from '@xinqiao/contracts';
import { sortRows } from '../row-order.ts';
import { isListItem, rowsOf, withTwoPlaces } from './item-fields.ts';

/** A row as the statement gives it: the code it is about, then its fields in the order of `rowsOf`. */
export type SqlRow = readonly unknown[];

export interface MappedRows {
  readonly rows: readonly unknown[];
  /** Rows left out: not valid by the item’s schema, or about somebody else. */
  readonly refused: number;
}

/** Makes records of rows, each held against the item’s schema; what is not valid never passes. */
export function mapRows(item: DataItemId, code: string, given: readonly SqlRow[]): MappedRows {
  const { fields, row } = rowsOf(item);
  const rows: unknown[] = [];
  for (const values of given) {
    if (values[0] !== code) continue;
    const record: Record<string, unknown> = {};
    for (const [at, { name, as }] of fields.entries())
      record[name] = as === 'MONEY' ? withTwoPlaces(values[at + 1]) : values[at + 1];
    const { data } = row.safeParse(record);
    if (data !== undefined) rows.push(data);
  }
  return { rows, refused: given.length - rows.length };
}

/** The rows as records of the item; undefined where it is a single record and there is not exactly one row. */
export function recordsOf(
  item: DataItemId,
  rows: readonly unknown[],
  ordered: boolean,
): DataItemRecords[DataItemId] | undefined {
  if (!isListItem(item)) return rows.length === 1 ? (rows[0] as never) : undefined;
  return (ordered ? rows : sortRows(item, rows as never)) as never;
}
