import type { InvoiceMonth } from '@xinqiao/contracts';
import type { Tx } from '../tx.ts';

/** {@link InvoiceMonth} and what a check against filed returns needs besides. */
export interface InvoiceMonthRow extends InvoiceMonth {
  /** Amount and tax of all valid invoices, red ones included, yuan with two places. */
  readonly total: string;
}

/**
 * Months with any invoice, oldest first, OUT before IN.
 *
 * @param from First day, included, YYYY-MM-DD.
 * @param to Last day, included, YYYY-MM-DD.
 */
export const monthlyInvoiceSummary = (
  tx: Tx,
  subjectId: string,
  from: string,
  to: string,
): Promise<InvoiceMonthRow[]> => tx.$queryRaw<InvoiceMonthRow[]>`
  SELECT
    to_char(issued_on, 'YYYY-MM') AS month,
    direction,
    (count(*) FILTER (WHERE blue))::int AS count,
    coalesce(sum(amount) FILTER (WHERE blue), 0.00)::text AS amount,
    coalesce(sum(tax) FILTER (WHERE valid), 0.00)::text AS tax,
    coalesce(sum(total) FILTER (WHERE valid), 0.00)::text AS total,
    (count(*) FILTER (WHERE red))::int AS "redCount",
    coalesce(-sum(amount) FILTER (WHERE red), 0.00)::text AS "redAmount",
    (count(*) FILTER (WHERE NOT valid))::int AS "voidCount"
  FROM (
    SELECT
      issued_on, direction, amount, tax, total,
      status = 'VALID' AS valid,
      status = 'VALID' AND amount >= 0 AS blue,
      status = 'VALID' AND amount < 0 AS red
    FROM source_invoice
    WHERE subject_id = ${subjectId} AND issued_on BETWEEN ${from}::date AND ${to}::date
  ) AS invoice
  GROUP BY month, direction
  ORDER BY month, direction DESC`;
