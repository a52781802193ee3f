const MISSING = new Set([
  ...['', 'na', 'n/a', '#n/a', '<na>', 'nan', 'null', 'nil', '?', '.', '-', '--', '\\n', '#null!'],
  ...['缺失', '空'],
]);

/** Whether a cell says that nothing is known. */
export const isMissing = (cell: string): boolean =>
  cell.length <= 6 && MISSING.has(plain(cell).toLowerCase());

/** Fullwidth letters and digits (`１２％`) as plain ones. */
export const plain = (cell: string): string =>
  /[\uff01-\uff5e\u3000]/.test(cell) ? cell.normalize('NFKC').trim() : cell;
