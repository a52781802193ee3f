/** Tables that imported rows go to, by what they are about. */
export type SourceFamily = 'INVOICES' | 'TAX_PAYMENTS';

export interface FamilyTable {
  readonly name: string;
  /** Two rows that agree in all of these are one and the same. */
  readonly identity: readonly string[];
  /** Column that a join with a code table multiplies; rows that differ in it alone are one row. */
  readonly exploded: string | null;
}

export const FAMILY_TABLES: Readonly<Record<SourceFamily, FamilyTable>> = {
  INVOICES: {
    name: 'source_invoice',
    identity: [
      ...['subject_id', 'issued_on', 'number', 'direction', 'counterparty'],
      ...['amount', 'tax', 'total', 'status'],
    ],
    exploded: null,
  },
  TAX_PAYMENTS: {
    name: 'source_tax_payment',
    identity: [
      ...['subject_id', 'paid_on', 'number', 'period_from', 'period_to'],
      ...['basis', 'reduced', 'paid', 'due_on'],
    ],
    exploded: 'tax_type',
  },
};
