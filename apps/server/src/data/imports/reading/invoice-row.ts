import type { ImportWarning, QuarantineReason } from '@xinqiao/contracts';
import { type DateStyle, readAmount, readDate, sumDiffers } from './cells.ts';

/** One row of an invoice file that can be stored. Amounts are decimal strings in yuan. */
export interface InvoiceRow {
  readonly number: string;
  readonly issuedOn: string;
  readonly counterparty: string;
  readonly amount: string;
  readonly tax: string;
  readonly total: string;
  readonly status: 'VALID' | 'VOID';
}

/** What a reader makes of one row, or why it cannot be stored. */
export type ReadRow<Row> =
  | {
      readonly row: Row;
      /** Code of the firm, as the file has it. */
      readonly subjectCode: string;
      readonly warnings: readonly ImportWarning[];
      readonly dates: DateStyle;
    }
  | { readonly reason: QuarantineReason };

const STATUSES: Readonly<Record<string, InvoiceRow['status']>> = { 有效发票: 'VALID', 作废发票: 'VOID' };
const NONE: readonly ImportWarning[] = [];

/** Reads one row of eight cells. Everything it cannot read for certain has a reason; nothing is guessed. */
export function readInvoiceRow(cells: readonly string[]): ReadRow<InvoiceRow> {
  if (cells.length !== 8) return { reason: 'COLUMN_COUNT' };
  const statusCell = cells[7] as string;
  const [subjectCode, number, date, counterparty, amountText, taxText, totalText, statusText] = cells.map(
    (cell) => cell.trim(),
  ) as [string, string, string, string, string, string, string, string];
  if (subjectCode === '' || subjectCode.length > 64) return { reason: 'SUBJECT_UNKNOWN' };
  if (number === '' || number.length > 40) return { reason: 'NUMBER_MISSING' };
  const issuedOn = readDate(date);
  if (issuedOn === undefined) return { reason: 'DATE_INVALID' };
  if (counterparty === '' || counterparty.length > 64) return { reason: 'COUNTERPARTY_MISSING' };
  const amount = readAmount(amountText);
  if (amount === undefined) return { reason: 'AMOUNT_INVALID' };
  const tax = readAmount(taxText);
  if (tax === undefined) return { reason: 'TAX_INVALID' };
  const total = readAmount(totalText);
  if (total === undefined) return { reason: 'TOTAL_INVALID' };
  const status = STATUSES[statusText];
  if (status === undefined) return { reason: 'STATUS_UNKNOWN' };

  const row = { number, issuedOn: issuedOn.date, counterparty, amount, tax, total, status };
  const warnings: ImportWarning[] = [];
  if (statusText !== statusCell) warnings.push('STATUS_TRIMMED');
  if (amount.startsWith('-')) warnings.push('RED_INVOICE');
  if (isPositive(amount) ? tax.startsWith('-') : amount.startsWith('-') && isPositive(tax))
    warnings.push('SIGN_MIXED');
  if (sumDiffers(amount, tax, total)) warnings.push('TOTAL_MISMATCH');
  return { row, subjectCode, warnings: warnings.length === 0 ? NONE : warnings, dates: issuedOn.style };
}

const isPositive = (amount: string): boolean => !amount.startsWith('-') && amount !== '0.00';
