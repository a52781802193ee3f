import type { InvoiceDirection, InvoiceLine, Month } from '@xinqiao/contracts';
import { counterpartyCode, type DrawnInvoice } from './draw-invoices.ts';
import type { EnterpriseFacts } from './facts.ts';
import { yuan } from './fen.ts';

/** Writes the invoices of a month as a source delivers them, by day and number. */
export function invoiceLines(
  { serial, stream }: EnterpriseFacts,
  month: Month,
  drawn: readonly DrawnInvoice[],
): InvoiceLine[] {
  return drawn
    .map(
      ({ direction, day, counterparty, amount, tax, voided }, at): InvoiceLine => ({
        direction,
        number: invoiceNumber(serial, month, direction, at),
        issuedOn: `${month}-${String(day).padStart(2, '0')}`,
        counterparty: counterpartyCode(stream, direction, counterparty),
        amount: yuan(amount),
        tax: yuan(tax),
        total: yuan(amount + tax),
        status: voided ? 'VOID' : 'VALID',
      }),
    )
    .sort((a, b) => compare(a.issuedOn, b.issuedOn) || compare(a.number, b.number));
}

/** 20 digits as on electronic invoices: year 2, province 34, channel 1, then 15 of our own: serial, month, count. */
const invoiceNumber = (serial: number, month: Month, direction: InvoiceDirection, at: number): string =>
  [
    month.slice(2, 4),
    '34',
    direction === 'OUT' ? '1' : '2',
    String(serial).padStart(9, '0'),
    month.slice(5),
    String(at).padStart(4, '0'),
  ].join('');

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
