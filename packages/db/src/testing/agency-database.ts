import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database as an agency has one: its own tables and names, and a role that reads them. */
export interface AgencyDatabase {
  /** Connection string of the reader. */
  readonly url: string;
  readonly reader: string;
  /** The document of sources that connects it; the connection string is in `XINQIAO_SOURCE_EXCHANGE`. */
  readonly document: { readonly sources: readonly [AgencySource] };
  /** A statement as the agency’s own administrator. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A connection of its administrator, for what is to stay open. */
  connect(): Promise<pg.Client>;
  drop(): Promise<void>;
}

export type AgencySource = ReturnType<typeof sourceOf>;

/** First and last day of the two years that are read; the tables hold a year before them too. */
export const AGENCY_RANGE = { from: '2024-11-01', to: '2026-10-31' } as const;

/** Code of the n-th firm, from 1. */
export const agencyCode = (n: number): string => `91341600MA${String(n).padStart(7, '0')}X`;

const SCHEMA = 'exchange';

/**
 * Tables of an agency’s exchange database with so many firms, three years of each: a month of every monthly item, a few
 * rows of what is rare, `invoicesPerMonth` invoices a month.
 *
 * @param adminUrl Connection string of a superuser on a database that has no schema `exchange`.
 */
export async function createAgencyDatabase(
  adminUrl: string,
  { firms = 3, invoicesPerMonth = 4 } = {},
): Promise<AgencyDatabase> {
  const reader = `reader_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const connect = async () => {
    const client = new pg.Client({ connectionString: adminUrl });
    client.on('error', () => {}); // the server may be taken away under it
    await client.connect();
    return client;
  };
  const admin = await connect();
  await admin.query(TABLES);
  await admin.query(`INSERT INTO ${SCHEMA}.firm SELECT '91341600MA' || lpad(n::text, 7, '0') || 'X', n
    FROM generate_series(1, ${firms}) AS n`);
  await admin.query(ROWS.replaceAll(':invoices', String(invoicesPerMonth)));
  await admin.query(`
    CREATE ROLE ${reader} LOGIN PASSWORD '${password}';
    GRANT CONNECT ON DATABASE ${new URL(adminUrl).pathname.slice(1)} TO ${reader};
    GRANT USAGE ON SCHEMA ${SCHEMA} TO ${reader};
    GRANT SELECT ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${reader}`);
  await admin.query('ANALYZE');
  const url = new URL(adminUrl);
  url.username = reader;
  url.password = password;
  return {
    ...{ url: url.href, reader, connect },
    document: { sources: [sourceOf()] },
    sql: async (text, values = []) => (await admin.query(text, [...values])).rows,
    drop: async () => {
      await admin.query(`
        DROP SCHEMA ${SCHEMA} CASCADE;
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${reader}';
        DROP OWNED BY ${reader};
        DROP ROLE ${reader}`);
      await admin.end();
    },
  };
}

const TABLES = `
  CREATE SCHEMA ${SCHEMA};
  SET search_path = ${SCHEMA};
  CREATE TABLE firm (uscc text PRIMARY KEY, n int NOT NULL);
  CREATE TABLE load_state (loaded_at timestamptz NOT NULL, batch int NOT NULL);
  CREATE TABLE change_log (id bigserial PRIMARY KEY, uscc text NOT NULL, item text);
  CREATE TABLE registration (
    uscc text PRIMARY KEY, name text, status text, established date, authority text, division text, industry text,
    capital numeric(18,2), representative text);
  CREATE TABLE shareholder (uscc text, name text, kind text, subscribed numeric(18,2), paid_in numeric(18,2),
    share numeric, since date, until date);
  CREATE TABLE registration_change (uscc text, changed date, matter text);
  CREATE TABLE penalty (uscc text, decided date, authority text, kind text, fine numeric(18,2), serious boolean, until date);
  CREATE TABLE taxpayer (uscc text PRIMARY KEY, state text, state_since date, kind text, kind_since date);
  CREATE TABLE vat_return (uscc text, period date, sales numeric(18,2), output numeric(18,2), input numeric(18,2),
    payable numeric(18,2), days_late int);
  CREATE TABLE payment (uscc text, tax text, period_from date, period_to date, basis numeric(18,2), reduced numeric(18,2),
    paid numeric(18,2), due date, paid_on date);
  CREATE TABLE refund (uscc text, tax text, kind text, amount numeric(18,2), refunded date);
  CREATE TABLE reduction (uscc text, tax text, period_to date, policy text, amount numeric(18,2));
  CREATE TABLE cit_return (uscc text, kind text, period_from date, period_to date, revenue numeric(18,2),
    cost numeric(18,2), profit numeric(18,2), payable numeric(18,2), filed date);
  CREATE TABLE statement (uscc text, kind text, period_to date, assets numeric(18,2), current_assets numeric(18,2),
    liabilities numeric(18,2), current_liabilities numeric(18,2), equity numeric(18,2), revenue numeric(18,2),
    cost numeric(18,2), profit numeric(18,2));
  CREATE TABLE grade (uscc text, year int, grade text);
  CREATE TABLE arrear (uscc text, tax text, due date, amount numeric(18,2), settled date);
  CREATE TABLE late_fee (uscc text, tax text, from_day date, to_day date, amount numeric(18,2), paid_on date);
  CREATE TABLE violation (uscc text, registered date, kind text, fine numeric(18,2), closed date);
  CREATE TABLE audit (uscc text, opened date, closed date, assessed numeric(18,2), fine numeric(18,2));
  CREATE TABLE invoice (uscc text, direction text, number text, issued date, party text, amount numeric(18,2),
    tax numeric(18,2), status text, PRIMARY KEY (uscc, issued, number, direction));
  CREATE TABLE insurance (uscc text, month date, insured int, due numeric(18,2), paid numeric(18,2));
  CREATE TABLE fund (uscc text, month date, depositors int, paid numeric(18,2));
  CREATE TABLE usage (uscc text, month date, utility text, quantity numeric(12,2), billed numeric(18,2),
    overdue numeric(18,2));
  CREATE TABLE enforcement (uscc text, kind text, filed date, amount numeric(18,2), closed date);
  RESET search_path`;

const MONTHS = `generate_series(date '2023-11-01', date '2026-10-01', interval '1 month')`;
const QUARTERS = `generate_series(date '2024-01-01', date '2026-07-01', interval '3 months')`;

const ROWS = `
  SET search_path = ${SCHEMA};
  INSERT INTO load_state VALUES ('2026-11-21 02:00:00+08', 7);
  INSERT INTO registration SELECT uscc, '亳州市第' || n || '药业有限公司', 'ACTIVE', '2019-03-04', '亳州市市场监督管理局',
    '341602', 'C2730', 5000000 + n, '某某' FROM firm;
  INSERT INTO shareholder SELECT uscc, '某某' || s, 'PERSON', 1000000 * s, NULL, 0.5, '2019-03-04', NULL
    FROM firm, generate_series(1, 2) s;
  INSERT INTO registration_change SELECT uscc, '2025-02-03', 'CAPITAL' FROM firm;
  INSERT INTO registration_change SELECT uscc, '2023-12-03', 'SEAT' FROM firm;
  INSERT INTO penalty SELECT uscc, '2025-05-06', '亳州市市场监督管理局', '罚款', 2000.00, false, NULL FROM firm;
  INSERT INTO taxpayer SELECT uscc, 'NORMAL', '2019-03-10', 'GENERAL', '2019-03-10' FROM firm;
  INSERT INTO vat_return SELECT uscc, m, 200000 + n * 37.5 + extract(month from m) * 1000, 26000, 20000, 6000.5, 0
    FROM firm, ${MONTHS} m;
  INSERT INTO payment SELECT uscc, t, m, m + interval '1 month - 1 day', 200000, 0, 6000.50 + n, m + interval '44 days',
    m + interval '40 days' FROM firm, ${MONTHS} m, unnest(ARRAY['增值税', '城市维护建设税', '教育费附加']) t;
  INSERT INTO refund SELECT uscc, '增值税', 'EXPORT', 1234.50, m FROM firm, ${QUARTERS} m;
  INSERT INTO reduction SELECT uscc, '企业所得税', m + interval '3 months - 1 day', '小型微利企业', 432.10
    FROM firm, ${QUARTERS} m;
  INSERT INTO cit_return SELECT uscc, 'PREPAYMENT', date_trunc('year', m), m + interval '3 months - 1 day', 600000, 400000,
    -50000.5, 0, m + interval '100 days' FROM firm, ${QUARTERS} m;
  INSERT INTO statement SELECT uscc, 'QUARTER', m + interval '3 months - 1 day', 9000000, 3000000, 4000000, 1000000,
    5000000, 600000, 400000, 100000 FROM firm, ${QUARTERS} m;
  INSERT INTO grade SELECT uscc, y, 'B' FROM firm, generate_series(2021, 2025) y;
  INSERT INTO arrear SELECT uscc, '增值税', '2025-03-15', 500.00, '2025-04-01' FROM firm;
  INSERT INTO late_fee SELECT uscc, '增值税', '2025-03-16', '2025-04-01', 4.25, '2025-04-01' FROM firm;
  INSERT INTO violation SELECT uscc, '2025-06-07', '未按期申报', 0, '2025-06-20' FROM firm;
  INSERT INTO audit SELECT uscc, '2025-07-08', NULL, 0, 0 FROM firm;
  INSERT INTO invoice SELECT uscc, CASE WHEN i % 2 = 0 THEN 'OUT' ELSE 'IN' END, to_char(m, 'YYMM') || lpad(i::text, 5, '0'),
    m + (i % 28) * interval '1 day', 'P' || i % 30, 1000.00 + i, 130.00, CASE WHEN i % 50 = 49 THEN 'VOID' ELSE 'VALID' END
    FROM firm, ${MONTHS} m, generate_series(1, :invoices) i;
  INSERT INTO insurance SELECT uscc, m, 12 + n, 9000, 9000 FROM firm, ${MONTHS} m;
  INSERT INTO fund SELECT uscc, m, 10 + n, 8000 FROM firm, ${MONTHS} m;
  INSERT INTO usage SELECT uscc, m, u, 1200.5, 900, 0 FROM firm, ${MONTHS} m, unnest(ARRAY['WATER', 'ELECTRICITY']) u;
  INSERT INTO enforcement SELECT uscc, 'ENFORCEMENT', '2025-08-09', 10000, NULL FROM firm;
  CREATE INDEX ON shareholder (uscc); CREATE INDEX ON registration_change (uscc); CREATE INDEX ON penalty (uscc);
  CREATE INDEX ON vat_return (uscc, period); CREATE INDEX ON payment (uscc, paid_on); CREATE INDEX ON refund (uscc);
  CREATE INDEX ON reduction (uscc); CREATE INDEX ON cit_return (uscc); CREATE INDEX ON statement (uscc);
  CREATE INDEX ON grade (uscc); CREATE INDEX ON arrear (uscc); CREATE INDEX ON late_fee (uscc);
  CREATE INDEX ON violation (uscc); CREATE INDEX ON audit (uscc); CREATE INDEX ON insurance (uscc, month);
  CREATE INDEX ON fund (uscc, month); CREATE INDEX ON usage (uscc, month); CREATE INDEX ON enforcement (uscc);
  RESET search_path`;

/** Rows of a table whose day lies in the range. */
const rows = (columns: string, table: string, day?: string, order = day) =>
  `SELECT uscc AS subject_code, ${columns} FROM ${table} WHERE uscc = :code` +
  (day === undefined ? '' : ` AND ${day} BETWEEN :from AND :to`) +
  (order === undefined ? '' : ` ORDER BY ${order}`);

const PERIOD = `"periodFrom", period_to AS "periodTo"`;

const SUMMARY = `
  SELECT :code AS subject_code,
    (SELECT coalesce(jsonb_agg(m ORDER BY m.month, m.direction DESC), '[]') FROM (
      SELECT to_char(issued, 'YYYY-MM') AS month, direction,
        count(*) FILTER (WHERE status = 'VALID' AND amount >= 0) AS count,
        coalesce(sum(amount) FILTER (WHERE status = 'VALID' AND amount >= 0), 0.00)::text AS amount,
        coalesce(sum(tax) FILTER (WHERE status = 'VALID'), 0.00)::text AS tax,
        count(*) FILTER (WHERE status = 'VALID' AND amount < 0) AS "redCount",
        coalesce(-sum(amount) FILTER (WHERE status = 'VALID' AND amount < 0), 0.00)::text AS "redAmount",
        count(*) FILTER (WHERE status = 'VOID') AS "voidCount"
      FROM invoice WHERE uscc = :code AND issued BETWEEN :from AND :to GROUP BY 1, 2) m) AS months,
    (SELECT coalesce(jsonb_agg(c ORDER BY c.direction DESC), '[]') FROM (
      SELECT direction, count(*) AS counterparties,
        round(sum(amount) FILTER (WHERE place <= 10) / nullif(sum(amount), 0), 6)::text AS "topTenShare"
      FROM (
        SELECT direction, sum(amount) AS amount, row_number() OVER (PARTITION BY direction ORDER BY sum(amount) DESC) AS place
        FROM invoice
        WHERE uscc = :code AND status = 'VALID' AND amount >= 0
          AND issued BETWEEN greatest(:from, :to + 1 - interval '12 months') AND :to
        GROUP BY direction, party) p
      GROUP BY direction) c) AS concentration`;

/** How the tables are read: what an agency’s engineer writes. */
const sourceOf = () => ({
  ...{ kind: 'SQL', sourceId: 'exchange', urlFrom: 'XINQIAO_SOURCE_EXCHANGE', schema: SCHEMA },
  agency: { zh: '亳州市数据资源管理局', en: 'Bozhou Data Resources Bureau' },
  deadlineMs: 5_000,
  knows: 'SELECT 1 FROM firm WHERE uscc = :code',
  state: 'SELECT loaded_at AS as_of, batch AS version FROM load_state',
  changes: {
    now: 'SELECT coalesce(max(id), 0)::text AS cursor FROM change_log',
    since:
      'SELECT uscc AS code, item, id::text AS cursor FROM change_log WHERE id > (:after)::bigint ORDER BY id LIMIT :limit',
  },
  items: {
    'registration.profile': {
      query: `SELECT uscc AS subject_code, uscc, name, status, established AS "establishedOn", authority,
        division AS "divisionCode", industry AS "industryCode", capital AS "registeredCapital",
        representative AS "legalRepresentative", '[]'::json AS "legalRepresentativeChanges", '[]'::json AS "abnormalListings"
        FROM registration WHERE uscc = :code`,
    },
    'registration.shareholders': {
      query: rows(
        'name, kind, subscribed, paid_in AS "paidIn", trim_scale(share) AS share, since, until',
        'shareholder',
      ),
    },
    'registration.changes': {
      query: rows('changed AS "changedOn", matter', 'registration_change', 'changed'),
    },
    'registration.penalties': {
      query: rows(
        'decided AS "decidedOn", authority, kind, fine, serious, until AS "publishedUntil"',
        'penalty',
      ),
    },
    'tax.status': {
      query: `SELECT uscc AS subject_code, state, state_since AS "stateSince", kind, kind_since AS "kindSince",
        '[]'::json AS "abnormalPeriods" FROM taxpayer WHERE uscc = :code`,
    },
    'tax.vat-returns': {
      query: rows(
        `to_char(period, 'YYYY-MM') AS period, 1 AS months, 'GENERAL' AS "taxpayerKind", sales AS "taxableSales",
         0 AS "simplifiedSales", 0 AS "exemptSales", output AS "outputTax", input AS "inputTax", payable AS "taxPayable",
         0 AS "taxReduced", payable AS "taxPaid", days_late AS "daysLate"`,
        'vat_return',
        'vat_return.period',
      ),
    },
    'tax.payments': {
      query: rows(
        `tax AS "taxType", period_from AS ${PERIOD}, basis, reduced, paid, due AS "dueOn", paid_on AS "paidOn"`,
        'payment',
        'paid_on',
      ),
    },
    'tax.refunds': {
      query: rows('tax AS "taxType", kind, amount, refunded AS "refundedOn"', 'refund', 'refunded'),
    },
    'tax.reductions': {
      query: rows('tax AS "taxType", period_to AS "periodTo", policy, amount', 'reduction', 'period_to'),
    },
    'tax.cit-returns': {
      query: rows(
        `kind, period_from AS ${PERIOD}, revenue, cost, profit, payable AS "taxPayable", filed AS "filedOn"`,
        'cit_return',
        'period_to',
      ),
    },
    'tax.financial-statements': {
      query: rows(
        `kind, period_to AS "periodTo", assets AS "totalAssets", current_assets AS "currentAssets",
         liabilities AS "totalLiabilities", current_liabilities AS "currentLiabilities", equity, revenue, cost,
         profit AS "netProfit"`,
        'statement',
        'period_to',
      ),
    },
    'tax.credit-grades': { query: rows('year, grade', 'grade', undefined, 'year') },
    'tax.arrears': {
      query: rows('tax AS "taxType", due AS "dueOn", amount, settled AS "settledOn"', 'arrear'),
    },
    'tax.late-fees': {
      query: rows(
        'tax AS "taxType", from_day AS "from", to_day AS "to", amount, paid_on AS "paidOn"',
        'late_fee',
      ),
    },
    'tax.violations': {
      query: rows('registered AS "registeredOn", kind, fine, closed AS "closedOn"', 'violation'),
    },
    'tax.audits': { query: rows('opened AS "openedOn", closed AS "closedOn", assessed, fine', 'audit') },
    'invoice.summary': { query: SUMMARY },
    'invoice.lines': {
      query: `SELECT uscc AS subject_code, direction, number, issued AS "issuedOn", party AS counterparty, amount, tax,
        amount + tax AS total, status FROM invoice WHERE uscc = :code AND issued BETWEEN :from AND :to`,
      pageBy: ['issuedOn', 'number', 'direction'],
    },
    'social.insurance': {
      query: rows(`to_char(month, 'YYYY-MM') AS month, insured, due, paid`, 'insurance', 'insurance.month'),
    },
    'housing-fund.deposits': {
      query: rows(`to_char(month, 'YYYY-MM') AS month, depositors, paid`, 'fund', 'fund.month'),
    },
    'utility.usage': {
      query: rows(
        `to_char(month, 'YYYY-MM') AS month, utility, trim_scale(quantity) AS quantity, billed, overdue`,
        'usage',
        'usage.month',
      ),
    },
    'enforcement.records': {
      query: rows('kind, filed AS "filedOn", amount, closed AS "closedOn"', 'enforcement'),
    },
  },
});
