import type { ImportKind } from '@xinqiao/contracts';
import type pg from 'pg';

/** A file as text, and what it holds. */
export interface TextFile {
  readonly kind: Exclude<ImportKind, 'tax-payments'>;
  readonly text: string;
}

/**
 * Invoices per firm and direction, with their sums, computed by the database from the text of the files: nothing of the
 * import’s own code takes part. Lines that say the same count once; those of firms nobody knows do not count.
 */
export async function totalsOfText(client: pg.Client, files: readonly TextFile[]): Promise<object[]> {
  await client.query('CREATE TEMPORARY TABLE told (direction text, line text)');
  for (const { kind, text } of files)
    await client.query(
      `INSERT INTO told SELECT $1, line
       FROM string_to_table(substr($2, strpos($2, E'\\n') + 1), E'\\n') AS line WHERE line <> ''`,
      [kind === 'invoice-out' ? 'OUT' : 'IN', text],
    );
  const { rows } = await client.query<object>(`
    SELECT cells[1] AS code, direction, ${SUMS}
    FROM (
      SELECT DISTINCT direction, cells[1:2] || replace(cells[3], '/', '-')::date::text || cells[4], cells,
        cells[5]::numeric AS amount, cells[6]::numeric AS tax, cells[7]::numeric AS total
      FROM (SELECT direction, regexp_split_to_array(regexp_replace(line, '\\s+', '', 'g'), ',') AS cells FROM told) AS each
    ) AS invoice
    WHERE EXISTS (SELECT FROM subject_identifier WHERE value = cells[1])
    GROUP BY 1, 2 ORDER BY 1, 2`);
  await client.query('DROP TABLE told');
  return rows;
}

/** The same of what is in force. */
export async function totalsInForce(client: pg.Client): Promise<object[]> {
  const { rows } = await client.query<object>(`
    SELECT code.value AS code, direction, ${SUMS}
    FROM source_invoice
    JOIN source_live_import USING (import_id)
    JOIN subject_identifier AS code USING (subject_id)
    WHERE shadowed IS NULL AND code.scheme = 'source:import'
    GROUP BY 1, 2 ORDER BY 1, 2`);
  return rows;
}

const SUMS = `count(*)::int, sum(amount)::numeric(20, 2)::text AS amount, sum(tax)::numeric(20, 2)::text AS tax,
  sum(total)::numeric(20, 2)::text AS total`;
