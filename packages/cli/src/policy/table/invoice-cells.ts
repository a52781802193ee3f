import { CalendarDate, type QuarantineReason } from '@xinqiao/contracts';

/** What one row of an invoice file says, in the places that the table needs. Amounts in fen. */
export interface InvoiceCells {
  readonly firm: string;
  readonly issuedOn: CalendarDate;
  readonly counterparty: string;
  readonly amount: bigint;
  readonly tax: bigint;
  readonly isVoid: boolean;
}

const AMOUNT = /^(-?)0*(\d{1,16})(?:\.(\d{1,2}))?$/;
const STATUSES = new Map([
  ['有效发票', false],
  ['作废发票', true],
]);

/** Reads a row of eight cells as the platform imports them; a row that it would set aside has its reason. */
export function readInvoiceCells(cells: readonly string[]): InvoiceCells | QuarantineReason {
  if (cells.length !== 8) return 'COLUMN_COUNT';
  const [firm, number, date, counterparty, amountText, taxText, totalText, status] = cells.map((cell) =>
    cell.trim(),
  ) as [string, string, string, string, string, string, string, string];
  if (firm === '' || firm.length > 64) return 'SUBJECT_UNKNOWN';
  if (number === '' || number.length > 40) return 'NUMBER_MISSING';
  const issuedOn = readDay(date);
  if (issuedOn === undefined) return 'DATE_INVALID';
  if (counterparty === '' || counterparty.length > 64) return 'COUNTERPARTY_MISSING';
  const [amount, tax] = [readFen(amountText), readFen(taxText)];
  if (amount === undefined) return 'AMOUNT_INVALID';
  if (tax === undefined) return 'TAX_INVALID';
  if (readFen(totalText) === undefined) return 'TOTAL_INVALID';
  const isVoid = STATUSES.get(status);
  return isVoid === undefined ? 'STATUS_UNKNOWN' : { firm, issuedOn, counterparty, amount, tax, isVoid };
}

/** A file holds few days and writes each many times; more than these are read anew. */
const DAYS_KEPT = 20_000;
const known = new Map<string, CalendarDate | undefined>();

/** `2019/7/8`, `2019-07-08` or `20190708`; undefined for a day that does not exist. */
export function readDay(text: string): CalendarDate | undefined {
  if (known.has(text)) return known.get(text);
  const [, year, , month, day] =
    /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text) ?? [];
  const read =
    year === undefined || month === undefined || day === undefined
      ? undefined
      : CalendarDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`).data;
  if (known.size < DAYS_KEPT && text.length <= 10) known.set(text, read);
  return read;
}

function readFen(text: string): bigint | undefined {
  const match = AMOUNT.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const fen = BigInt(whole + fraction.padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}
