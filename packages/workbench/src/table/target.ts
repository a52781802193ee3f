import { WorkbenchError } from '../error.ts';
import { isMissing, plain } from './missing.ts';
import { readNumber } from './read-number.ts';

const BAD_WORDS = new Set([
  ...['true', 't', 'yes', 'y', 'bad', 'default', 'defaulted', 'overdue', 'delinquent', 'chgoff'],
  ...['是', '坏', '违约', '逾期', '不良', '坏账'],
]);

/**
 * Which rows are bad. Without `bad` the column must have two values, of which one is a usual word for it, or 1 beside 0
 * or −1: of 1 and 2 either may be the bad one. Words are the same in capitals. An empty cell is a row whose outcome is
 * not known.
 *
 * @returns By row 1, 0 or −1, and the value that is bad
 * @throws {WorkbenchError} `TARGET_INVALID`
 */
export function readTarget(cells: readonly string[], bad?: string): { bad: Int8Array; badValue: string } {
  const known = [...new Set(cells.filter((cell) => !isMissing(cell)))];
  const badValue = bad ?? usualWord(known);
  const isBad = (cell: string) => folded(cell) === folded(badValue);
  if (!known.some(isBad)) throw new WorkbenchError('TARGET_INVALID', 'no row has the value that --bad names');
  if (known.every(isBad)) throw new WorkbenchError('TARGET_INVALID', 'every row is bad');
  const outcome = new Map(known.map((cell) => [cell, isBad(cell) ? 1 : 0]));
  return { bad: Int8Array.from(cells, (cell) => outcome.get(cell) ?? -1), badValue };
}

/** A value in one form: `Bad` as `bad`, `1.0` as `1`. */
function folded(cell: string): string {
  const number = readNumber(cell);
  return Number.isNaN(number) ? plain(cell).trim().toLowerCase() : String(number);
}

function usualWord(known: readonly string[]): string {
  const values = [...new Set(known.map(folded))];
  if (values.length !== 2)
    throw new WorkbenchError(
      'TARGET_INVALID',
      `${values.length} different values: name the bad one with --bad`,
    );
  const ofNumbers = values.includes('1') && (values.includes('0') || values.includes('-1'));
  const words = values.filter((value) => (ofNumbers ? value === '1' : BAD_WORDS.has(value)));
  if (words.length !== 1)
    throw new WorkbenchError(
      'TARGET_INVALID',
      'which of the two values is bad is not plain: name it with --bad',
    );
  return known.find((value) => folded(value) === words[0])!;
}
