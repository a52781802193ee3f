import type { CounterpartyConcentration } from '@xinqiao/contracts';
import type { Tx } from '../tx.ts';

/**
 * Counterparties over a range, OUT before IN; a direction without valid blue invoices (amount ≥ 0) is absent. The share is
 * rounded half up to six places, and null where the amount is 0.
 *
 * @param from First day, included, YYYY-MM-DD.
 * @param to Last day, included, YYYY-MM-DD.
 */
export const counterpartyShares = (
  tx: Tx,
  subjectId: string,
  from: string,
  to: string,
): Promise<CounterpartyConcentration[]> => tx.$queryRaw<CounterpartyConcentration[]>`
  SELECT
    direction,
    count(*)::int AS counterparties,
    round(sum(amount) FILTER (WHERE place <= 10) / nullif(sum(amount), 0), 6)::text AS "topTenShare"
  FROM (
    SELECT
      direction,
      sum(amount) AS amount,
      row_number() OVER (PARTITION BY direction ORDER BY sum(amount) DESC) AS place
    FROM source_invoice
    WHERE subject_id = ${subjectId} AND issued_on BETWEEN ${from}::date AND ${to}::date
      AND status = 'VALID' AND amount >= 0
    GROUP BY direction, counterparty
  ) AS counterparty
  GROUP BY direction
  ORDER BY direction DESC`;
