import type { QuarantineReason } from '@xinqiao/contracts';
import { CalendarDate } from '@xinqiao/contracts';

/** One row of an invoice file that can be stored. Amounts are decimal strings in yuan. */
export interface InvoiceRow {
  readonly subjectCode: string;
  readonly number: string;
  readonly issuedOn: CalendarDate;
  readonly counterparty: string;
  readonly amount: string;
  readonly tax: string;
  readonly total: string;
  readonly status: 'VALID' | 'VOID';
}

export type RowWarning = 'STATUS_TRIMMED' | 'RED_INVOICE' | 'TOTAL_MISMATCH';

export type ReadRow =
  | { readonly row: InvoiceRow; readonly warnings: readonly RowWarning[] }
  | { readonly reason: QuarantineReason };

/** Columns of the tax bureau’s invoice extract, in order; the fourth names the other party. */
export const INVOICE_COLUMNS = 8;
export const INVOICE_HEADERS = {
  'invoice-out': ['企业代号', '发票号码', '开票日期', '购方单位代号', '金额', '税额', '价税合计', '发票状态'],
  'invoice-in': ['企业代号', '发票号码', '开票日期', '销方单位代号', '金额', '税额', '价税合计', '发票状态'],
} as const;

const STATUSES: Readonly<Record<string, InvoiceRow['status']>> = { 有效发票: 'VALID', 作废发票: 'VOID' };

/** Reads one row. Everything it cannot read for certain has a reason; nothing is guessed. */
export function readInvoiceRow(cells: readonly string[]): ReadRow {
  if (cells.length !== INVOICE_COLUMNS) return { reason: 'COLUMN_COUNT' };
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

  const warnings: RowWarning[] = [];
  if (statusText !== cells[7]) warnings.push('STATUS_TRIMMED');
  if (amount.startsWith('-')) warnings.push('RED_INVOICE');
  const difference = fen(amount) + fen(tax) - fen(total);
  if (difference > 1n || difference < -1n) warnings.push('TOTAL_MISMATCH');
  return { row: { subjectCode, number, issuedOn, counterparty, amount, tax, total, status }, warnings };
}

/** `2019/7/8`, `2019-07-08` or `20190708`; undefined for a day that does not exist. */
function readDate(text: string): CalendarDate | undefined {
  const [, year, month, day] =
    /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})$/.exec(text)?.toSpliced(2, 1) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = CalendarDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return date.success ? date.data : undefined;
}

/** A plain decimal with at most two places and 16 digits, written out with two places. */
function readAmount(text: string): string | undefined {
  const [, sign = '', whole, fraction = ''] = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const amount = `${BigInt(whole)}.${fraction.padEnd(2, '0')}`;
  return sign === '-' && /[1-9]/.test(amount) ? `-${amount}` : amount;
}

const fen = (amount: string): bigint => BigInt(amount.replace('.', ''));
