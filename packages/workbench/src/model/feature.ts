import { orderOf } from '../binning/cells.ts';
import type { Column } from '../table/column.ts';

/** A column with its rows in order, which every fold uses. */
export interface Feature {
  readonly column: Column;
  /** Rows with an ordinary number, from the lowest up; empty for categories. */
  readonly order: Int32Array;
}

export const featureOf = (column: Column): Feature => ({
  column,
  order: column.kind === 'CATEGORY' ? new Int32Array(0) : orderOf(column),
});
