import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';
import { FAMILY_TABLES, type SourceFamily } from './source-family.ts';

/**
 * Columns of a chunk, each the text of a PostgreSQL array, all of the same length: whoever reads the file writes them,
 * and nothing in between takes a row apart again.
 */
export interface SourceChunkColumns {
  readonly INVOICES: {
    readonly line: string;
    readonly subjectId: string;
    readonly number: string;
    readonly issuedOn: string;
    readonly counterparty: string;
    readonly amount: string;
    readonly tax: string;
    readonly total: string;
    readonly status: string;
  };
  readonly TAX_PAYMENTS: {
    readonly line: string;
    readonly subjectId: string;
    readonly number: string;
    readonly taxType: string;
    readonly periodFrom: string;
    readonly periodTo: string;
    readonly basis: string;
    readonly reduced: string;
    readonly paid: string;
    readonly dueOn: string;
    readonly paidOn: string;
  };
}

/** Adds invoices of one direction. COPY would be refused: the table has row security. */
export async function insertInvoices(
  tx: Tx,
  importId: string,
  direction: 'OUT' | 'IN',
  columns: SourceChunkColumns['INVOICES'],
): Promise<void> {
  const { line, subjectId, number, issuedOn, counterparty, amount, tax, total, status } = columns;
  await runPrepared(tx, 'insert-invoices', INVOICES, [
    ...[importId, direction, line, subjectId, number, issuedOn, counterparty],
    ...[amount, tax, total, status],
  ]);
}

const INVOICES = `
  INSERT INTO source_invoice (
    import_id, direction, line, subject_id, number, issued_on, counterparty, amount, tax, total, status
  )
  SELECT $1, $2, * FROM unnest(
    $3::int[], $4::text[], $5::text[], $6::date[], $7::text[], $8::numeric[], $9::numeric[], $10::numeric[],
    $11::text[]
  )`;

export async function insertTaxPayments(
  tx: Tx,
  importId: string,
  columns: SourceChunkColumns['TAX_PAYMENTS'],
): Promise<void> {
  const { line, subjectId, number, taxType, periodFrom, periodTo, basis, reduced, paid, dueOn, paidOn } =
    columns;
  await runPrepared(tx, 'insert-tax-payments', TAX_PAYMENTS, [
    ...[importId, line, subjectId, number, taxType, periodFrom, periodTo],
    ...[basis, reduced, paid, dueOn, paidOn],
  ]);
}

const TAX_PAYMENTS = `
  INSERT INTO source_tax_payment (
    import_id, line, subject_id, number, tax_type, period_from, period_to, basis, reduced, paid, due_on, paid_on
  )
  SELECT $1, * FROM unnest(
    $2::int[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::numeric[], $9::numeric[],
    $10::numeric[], $11::date[], $12::date[]
  )`;

/** Sets rows aside. Columns as in {@link SourceChunkColumns}. */
export async function insertQuarantine(
  tx: Tx,
  importId: string,
  { line, reason, raw }: { readonly line: string; readonly reason: string; readonly raw: string },
): Promise<void> {
  await runPrepared(tx, 'insert-quarantine', QUARANTINE, [importId, line, reason, raw]);
}

const QUARANTINE = `
  INSERT INTO source_quarantine (import_id, line, reason, raw)
  SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[])`;

/** Takes out again what was stored of a file that is refused half way, rows set aside included. */
export async function discardSourceRows(tx: Tx, importId: string, family: SourceFamily): Promise<void> {
  await runPrepared(tx, 'settles', `SELECT set_config('xinqiao.settles', $1, true)`, [importId]);
  const { name: table } = FAMILY_TABLES[family];
  await runPrepared(tx, `discard-${table}`, `DELETE FROM ${table} WHERE import_id = $1`, [importId]);
  await runPrepared(tx, 'discard-aside', 'DELETE FROM source_quarantine WHERE import_id = $1', [importId]);
}
