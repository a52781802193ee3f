import { describe, expect, it } from 'vitest';
import type { NumberColumn } from '../table/column.ts';
import { inferColumn } from '../table/infer-column.ts';
import { makeCells, orderOf } from './cells.ts';

const cellsOf = (cells: readonly string[], training = new Uint8Array(cells.length).fill(1)) => {
  const column = inferColumn('x', cells);
  return makeCells(
    column,
    column.kind === 'CATEGORY' ? new Int32Array(0) : orderOf(column as NumberColumn),
    training,
  );
};
const repeat = (cell: string, times: number) => new Array<string>(times).fill(cell);

describe('makeCells of numbers', () => {
  it('cuts between values, never through equal ones, and puts missing last', () => {
    const { bounds, ordered, count, cellOf } = cellsOf([
      ...repeat('1', 6),
      ...repeat('4', 6),
      ...repeat('9', 6),
      '',
    ]);
    expect({ bounds, ordered, count, last: cellOf[18] }).toEqual({
      bounds: [3, 7],
      ordered: 3,
      count: 4,
      last: 3,
    });
  });

  it('takes bounds from training rows only, and places every row', () => {
    const cells = [...repeat('1', 6), ...repeat('4', 6), ...repeat('100', 6)];
    const training = Uint8Array.from(cells, (cell) => (cell === '100' ? 0 : 1));
    const { bounds, cellOf } = cellsOf(cells, training);
    expect(bounds).toEqual([3]);
    expect(cellOf[17]).toBe(1);
  });

  it('gives each code a cell', () => {
    const { ordered, count, cellOf } = cellsOf([
      ...Array.from({ length: 20 }, (_, at) => String(at)),
      'refused',
      '',
    ]);
    expect({ refused: cellOf[20], missing: cellOf[21], count }).toEqual({
      refused: ordered,
      missing: ordered + 1,
      count: ordered + 2,
    });
  });
});

describe('makeCells of categories', () => {
  it('puts rare ones, and those that no training row has, together', () => {
    const cells = [...repeat('a', 10), ...repeat('b', 10), 'c', 'd', ''];
    const training = Uint8Array.from(cells, (cell) => (cell === 'd' ? 0 : 1));
    const { cellOf, other, ordered, count } = cellsOf(cells, training);
    expect({ other, ordered, count }).toEqual({ other: 2, ordered: 3, count: 4 });
    expect([cellOf[0], cellOf[10], cellOf[20], cellOf[21], cellOf[22]]).toEqual([0, 1, 2, 2, 3]);
  });
});
