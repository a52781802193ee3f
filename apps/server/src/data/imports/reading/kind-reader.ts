import type { ImportKind } from '@xinqiao/contracts';
import { plainArray, textArray } from './array-literal.ts';
import { type InvoiceRow, type ReadRow, readInvoiceRow } from './invoice-row.ts';
import { type PaymentRow, readPaymentRow } from './payment-row.ts';

/** A row that is to be stored. */
export interface StorableRow<Row> {
  readonly row: Row;
  readonly line: number;
  readonly subjectId: string;
}

/** How rows of a kind of file are read and written down for the database. */
export interface KindReader<Row> {
  read(cells: readonly string[]): ReadRow<Row>;
  /** Columns as `SourceChunkColumns` names them, each the text of an array. */
  columns(rows: readonly StorableRow<Row>[]): Readonly<Record<string, string>>;
}

const places = (rows: readonly StorableRow<unknown>[]) => ({
  line: plainArray(rows.map(({ line }) => line)),
  subjectId: textArray(rows.map(({ subjectId }) => subjectId)),
});

const INVOICES: KindReader<InvoiceRow> = {
  read: readInvoiceRow,
  columns: (rows) => ({
    ...places(rows),
    number: textArray(rows.map(({ row }) => row.number)),
    issuedOn: plainArray(rows.map(({ row }) => row.issuedOn)),
    counterparty: textArray(rows.map(({ row }) => row.counterparty)),
    amount: plainArray(rows.map(({ row }) => row.amount)),
    tax: plainArray(rows.map(({ row }) => row.tax)),
    total: plainArray(rows.map(({ row }) => row.total)),
    status: plainArray(rows.map(({ row }) => row.status)),
  }),
};

const TAX_PAYMENTS: KindReader<PaymentRow> = {
  read: readPaymentRow,
  columns: (rows) => ({
    ...places(rows),
    number: textArray(rows.map(({ row }) => row.number)),
    taxType: textArray(rows.map(({ row }) => row.taxType)),
    periodFrom: plainArray(rows.map(({ row }) => row.periodFrom)),
    periodTo: plainArray(rows.map(({ row }) => row.periodTo)),
    basis: plainArray(rows.map(({ row }) => row.basis)),
    reduced: plainArray(rows.map(({ row }) => row.reduced)),
    paid: plainArray(rows.map(({ row }) => row.paid)),
    dueOn: plainArray(rows.map(({ row }) => row.dueOn)),
    paidOn: plainArray(rows.map(({ row }) => row.paidOn)),
  }),
};

export const readerOf = (kind: ImportKind): KindReader<unknown> =>
  (kind === 'tax-payments' ? TAX_PAYMENTS : INVOICES) as KindReader<unknown>;
