import { WorkbenchError } from '../error.ts';
import { isMissing, plain } from './missing.ts';
import { readNumber } from './read-number.ts';

const BAD_WORDS = new Set([
  ...['1', 'true', 't', 'yes', 'y', 'bad', 'default', 'defaulted', 'overdue', 'delinquent', 'chgoff'],
  ...['是', '坏', '违约', '逾期', '不良', '坏账'],
]);

/**
 * Which rows are bad. Without `bad` the column must have two values, of which one is a usual word for it. An empty
 * cell is a row whose outcome is not known.
 *
 * @returns By row 1, 0 or −1, and the value that is bad
 * @throws {WorkbenchError} `TARGET_INVALID`
 */
export function readTarget(cells: readonly string[], bad?: string): { bad: Int8Array; badValue: string } {
  const known = [...new Set(cells.filter((cell) => !isMissing(cell)))];
  const badValue = bad ?? usualWord(known);
  const isBad = (cell: string) =>
    cell === badValue || (readNumber(cell) === readNumber(badValue) && !Number.isNaN(readNumber(cell)));
  if (!known.some(isBad)) throw new WorkbenchError('TARGET_INVALID', 'no row has the value that --bad names');
  if (known.every(isBad)) throw new WorkbenchError('TARGET_INVALID', 'every row is bad');
  return { bad: Int8Array.from(cells, (cell) => (isMissing(cell) ? -1 : isBad(cell) ? 1 : 0)), badValue };
}

function usualWord(known: readonly string[]): string {
  if (known.length !== 2)
    throw new WorkbenchError(
      'TARGET_INVALID',
      `${known.length} different values: name the bad one with --bad`,
    );
  const words = known.filter((value) => BAD_WORDS.has(plain(value).toLowerCase()) || readNumber(value) === 1);
  if (words.length !== 1)
    throw new WorkbenchError('TARGET_INVALID', 'neither value is a usual word for bad: name it with --bad');
  return words[0]!;
}
