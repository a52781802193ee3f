import type { ImportWarning } from '@xinqiao/contracts';
import { readAmount, readDate } from './cells.ts';
import type { ReadRow } from './invoice-row.ts';

/** One row of a file of tax payments that can be stored. Amounts are decimal strings in yuan. */
export interface PaymentRow {
  readonly number: string;
  readonly taxType: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly basis: string;
  readonly reduced: string;
  readonly paid: string;
  readonly dueOn: string;
  readonly paidOn: string;
}

const NONE: readonly ImportWarning[] = [];

/** Reads one row of ten cells, as {@link readInvoiceRow} does. */
export function readPaymentRow(cells: readonly string[]): ReadRow<PaymentRow> {
  if (cells.length !== 10) return { reason: 'COLUMN_COUNT' };
  const [
    subjectCode,
    number,
    taxType,
    fromText,
    toText,
    basisText,
    reducedText,
    paidText,
    dueText,
    paidOnText,
  ] = cells.map((cell) => cell.trim()) as [
    ...[string, string, string, string, string],
    ...[string, string, string, string, string],
  ];
  if (subjectCode === '' || subjectCode.length > 64) return { reason: 'SUBJECT_UNKNOWN' };
  if (number === '' || number.length > 40) return { reason: 'NUMBER_MISSING' };
  if (taxType === '' || taxType.length > 60) return { reason: 'TAX_TYPE_MISSING' };
  const [from, to, due, paidOn] = [fromText, toText, dueText, paidOnText].map(readDate);
  if (from === undefined || to === undefined || due === undefined || paidOn === undefined)
    return { reason: 'DATE_INVALID' };
  if (from.date > to.date) return { reason: 'PERIOD_INVALID' };
  const [basis, reduced, paid] = [basisText, reducedText, paidText].map(readAmount);
  if (basis === undefined || reduced === undefined || paid === undefined) return { reason: 'AMOUNT_INVALID' };
  if (reduced.startsWith('-') || paid.startsWith('-')) return { reason: 'AMOUNT_NEGATIVE' };
  const row = {
    ...{ number, taxType, periodFrom: from.date, periodTo: to.date },
    ...{ basis, reduced, paid, dueOn: due.date, paidOn: paidOn.date },
  };
  return { row, subjectCode, warnings: NONE, dates: paidOn.style };
}
