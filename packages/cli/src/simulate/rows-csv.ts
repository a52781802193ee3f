import type { ApplicationRow } from '@xinqiao/sandbox';

const COLUMNS = [
  'number',
  'applicant',
  'month',
  'outcome',
  'rating',
  'limit',
  'annualRate',
  'bad',
  'owed',
] as const satisfies (keyof ApplicationRow)[];

/** Head of the table of applications (RFC 4180). */
export const ROWS_HEAD = `${COLUMNS.join(',')}\r\n`;

/** One application as a line; nothing in it needs quoting. */
export const rowCsv = (row: ApplicationRow): string =>
  `${COLUMNS.map((column) => row[column] ?? '').join(',')}\r\n`;
