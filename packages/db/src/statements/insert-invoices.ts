import type { InvoiceLine } from '@xinqiao/contracts';
import type { Tx } from '../tx.ts';

/** One row of an invoice file. */
export interface NewSourceInvoice extends InvoiceLine {
  /** Line in the file, from 1 with the header. */
  readonly line: number;
  readonly subjectId: string;
}

/** Stores rows of one import in one statement; a few thousand at a time keep it well under its timeout. */
export async function insertInvoices(
  tx: Tx,
  importId: string,
  invoices: readonly NewSourceInvoice[],
): Promise<void> {
  const column = <K extends keyof NewSourceInvoice>(name: K) => invoices.map((invoice) => invoice[name]);
  await tx.$executeRaw`
    INSERT INTO source_invoice (
      import_id, line, subject_id, direction, number, issued_on, counterparty, amount, tax, total, status
    )
    SELECT ${importId}, * FROM unnest(
      ${column('line')}::int[], ${column('subjectId')}::text[], ${column('direction')}::text[],
      ${column('number')}::text[], ${column('issuedOn')}::date[], ${column('counterparty')}::text[],
      ${column('amount')}::numeric[], ${column('tax')}::numeric[], ${column('total')}::numeric[],
      ${column('status')}::text[]
    )`;
}
