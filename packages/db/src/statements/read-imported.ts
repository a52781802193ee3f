import type { CounterpartyConcentration, InvoiceLine, InvoiceMonth, TaxPayment } from '@xinqiao/contracts';
import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';
import type { SourceFamily } from './source-family.ts';

export interface ImportedQuery {
  readonly subjectId: string;
  /** First and last day, inclusive, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  /** Wanted: invoices by month, and shares of counterparties in `shares`. */
  readonly summary: boolean;
  /** Days over which counterparties are counted; null where the range holds no whole month. */
  readonly shares: { readonly from: string; readonly to: string } | null;
  /** Most invoice lines wanted, from `after` on; 0 = none. */
  readonly lines: number;
  /** Most tax payments wanted, from `after` on; 0 = none. */
  readonly payments: number;
  /** Place of the row before the first one wanted. */
  readonly after?: RowPlace | undefined;
}

/** Where a row stands in the order of its list. */
export interface RowPlace {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly number: string;
  readonly importId: string;
  readonly line: number;
}

/** A row with its place. */
type Placed<Row> = Row & { readonly place: RowPlace };

export interface ImportedRecords {
  /** Since when the subject’s rows are as they are; a family without an entry never held any. */
  readonly states: readonly {
    readonly family: SourceFamily;
    readonly sequence: string;
    /** RFC 3339, UTC. */
    readonly changedAt: string;
  }[];
  readonly months: readonly InvoiceMonth[];
  /** OUT before IN; a direction without valid blue invoices (amount ≥ 0) is absent. */
  readonly shares: readonly CounterpartyConcentration[];
  /** By day and number; the code of the counterparty as the file gave it. */
  readonly lines: readonly Placed<InvoiceLine>[];
  /** By the day they reached the treasury. */
  readonly payments: readonly Placed<TaxPayment>[];
}

const LIVE = `shadowed IS NULL AND import_id IN (SELECT import_id FROM source_live_import)`;
const INVOICES = `source_invoice WHERE subject_id = $1 AND ${LIVE}`;

/** Months with any invoice, oldest first, OUT before IN; voids and red invoices apart. */
const MONTHS = `
  SELECT coalesce(json_agg(summed ORDER BY summed.month, summed.direction DESC), '[]') FROM (
    SELECT
      to_char(issued_on, 'YYYY-MM') AS month,
      direction,
      (count(*) FILTER (WHERE blue))::int AS count,
      coalesce(sum(amount) FILTER (WHERE blue), 0.00)::text AS amount,
      coalesce(sum(tax) FILTER (WHERE valid), 0.00)::text AS tax,
      (count(*) FILTER (WHERE red))::int AS "redCount",
      coalesce(-sum(amount) FILTER (WHERE red), 0.00)::text AS "redAmount",
      (count(*) FILTER (WHERE NOT valid))::int AS "voidCount"
    FROM (
      SELECT
        issued_on, direction, amount, tax,
        status = 'VALID' AS valid,
        status = 'VALID' AND amount >= 0 AS blue,
        status = 'VALID' AND amount < 0 AS red
      FROM ${INVOICES} AND issued_on BETWEEN $2::date AND $3::date
    ) AS invoice
    GROUP BY 1, direction
  ) AS summed`;

/** Rounded half up to six places, and null where the amount is 0. */
const SHARES = `
  SELECT coalesce(json_agg(share ORDER BY share.direction DESC), '[]') FROM (
    SELECT
      direction,
      count(*)::int AS counterparties,
      round(sum(amount) FILTER (WHERE place <= 10) / nullif(sum(amount), 0), 6)::text AS "topTenShare"
    FROM (
      SELECT
        direction,
        sum(amount) AS amount,
        row_number() OVER (PARTITION BY direction ORDER BY sum(amount) DESC) AS place
      FROM ${INVOICES} AND issued_on BETWEEN $5::date AND $6::date AND status = 'VALID' AND amount >= 0
      GROUP BY direction, counterparty
    ) AS counterparty
    GROUP BY direction
  ) AS share`;

const after = (day: string) =>
  `($9::date IS NULL OR (${day} >= $9::date AND (${day}, number, import_id, line) > ($9::date, $10, $11, $12::int)))`;
const order = (day: string) => `${day}, number, import_id, line`;
const place = (day: string) =>
  `json_build_object('day', ${day}, 'number', number, 'importId', import_id, 'line', line) AS place`;

const LINES = `
  SELECT coalesce(json_agg(line), '[]') FROM (
    SELECT direction, number, issued_on AS "issuedOn", counterparty, amount::text, tax::text, total::text, status,
      ${place('issued_on')}
    FROM ${INVOICES} AND issued_on BETWEEN $2::date AND $3::date AND ${after('issued_on')}
    ORDER BY ${order('issued_on')} LIMIT $7
  ) AS line`;

const PAYMENTS = `
  SELECT coalesce(json_agg(payment), '[]') FROM (
    SELECT tax_type AS "taxType", period_from AS "periodFrom", period_to AS "periodTo", basis::text, reduced::text,
      paid::text, due_on AS "dueOn", paid_on AS "paidOn", ${place('paid_on')}
    FROM source_tax_payment
    WHERE subject_id = $1 AND ${LIVE} AND paid_on BETWEEN $2::date AND $3::date AND ${after('paid_on')}
    ORDER BY ${order('paid_on')} LIMIT $8
  ) AS payment`;

const READ = `
  SELECT
    (SELECT coalesce(json_agg(json_build_object(
        'family', family, 'sequence', sequence::text,
        'changedAt', to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      )), '[]') FROM source_subject_state WHERE subject_id = $1) AS states,
    CASE WHEN $4::boolean THEN (${MONTHS}) ELSE '[]' END AS months,
    CASE WHEN $5::date IS NULL THEN '[]' ELSE (${SHARES}) END AS shares,
    CASE WHEN $7::int = 0 THEN '[]' ELSE (${LINES}) END AS lines,
    CASE WHEN $8::int = 0 THEN '[]' ELSE (${PAYMENTS}) END AS payments`;

/** What imported files say about one subject: everything wanted in one statement, of one instant. */
export async function readImported(tx: Tx, query: ImportedQuery): Promise<ImportedRecords> {
  const { subjectId, from, to, summary, shares, lines, payments, after: start } = query;
  const { rows } = await runPrepared<ImportedRecords>(tx, 'read-imported', READ, [
    ...[subjectId, from, to, summary, shares?.from ?? null, shares?.to ?? null, lines, payments],
    ...[start?.day ?? null, start?.number ?? null, start?.importId ?? null, start?.line ?? null],
  ]);
  if (rows[0] === undefined) throw new Error('A statement without FROM gives one row.');
  return rows[0];
}

/** When the newest import took effect, and its number; undefined before the first. */
export async function newestImport(tx: Tx): Promise<{ sequence: bigint; liveSince: Date } | undefined> {
  const row = await tx.sourceLiveImport.findFirst({ orderBy: { sequence: 'desc' } });
  return row === null ? undefined : row;
}
