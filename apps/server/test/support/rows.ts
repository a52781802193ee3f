import pg from 'pg';
import type { Platform } from './platform.ts';

/** What acts of callers write. The worker writes other tables at any time. */
const TABLES = [
  ...[
    'consent',
    'package',
    'decision',
    'referral',
    'log_entry',
    'idempotency_key',
    'subject',
    'subject_identifier',
    'authority',
  ],
  ...['participant', 'participant_status_change', 'licence', 'application', 'application_key', 'identity'],
  ...['proposal', 'break_glass', 'webhook_endpoint', 'contact', 'support_case', 'support_message'],
  ...['source_import', 'source_invoice', 'source_tax_payment', 'source_live_import', 'source_quarantine'],
];

/** The worker logs what it does by itself: the register it publishes, consents that expired. */
const BY_CALLERS: Readonly<Record<string, string>> = { log_entry: ` WHERE actor <> 'system'` };

/** SQLSTATE deadlock_detected. */
const DEADLOCK = '40P01';

/** Reads the database past all row security. */
export async function rows<Row extends object>(
  { adminUrl }: Pick<Platform, 'adminUrl'>,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (let tries = 1; ; tries++)
      try {
        return (await client.query(sql, [...values])).rows as Row[];
      } catch (error) {
        // The worker holds rows in an order of its own: whoever is chosen to give way asks again.
        if ((error as { code?: unknown }).code !== DEADLOCK || tries === 3) throw error;
      }
  } finally {
    await client.end();
  }
}

/** How many rows each table holds: equal before and after, when nothing was written. */
export async function written(platform: Pick<Platform, 'adminUrl'>): Promise<Record<string, number>> {
  const counts = TABLES.map(
    (table) => `(SELECT count(*)::int FROM ${table}${BY_CALLERS[table] ?? ''}) AS ${table}`,
  );
  const [row] = await rows<Record<string, number>>(platform, `SELECT ${counts.join(', ')}`);
  return row ?? {};
}
