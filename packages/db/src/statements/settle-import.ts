import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';
import { FAMILY_TABLES, type FamilyTable, type SourceFamily } from './source-family.ts';
import { takeLock } from './take-lock.ts';

export interface Settlement {
  /** Import that takes effect; all its rows are stored. */
  readonly importId: string;
  readonly family: SourceFamily;
  /** Import in force, of the same participant and family, that counts no more from now on. */
  readonly replaces: string | null;
  readonly now: Date;
}

/**
 * Puts an import in force, and another out of it.
 *
 * Of rows that say the same exactly one counts, whichever imports they stand in: the one that did before, else the first.
 * The others are shadowed. A row that only the replaced import shadowed counts again. One settlement at a time.
 */
export async function settleImport(tx: Tx, { importId, family, replaces, now }: Settlement): Promise<void> {
  const table = FAMILY_TABLES[family];
  await openSettlement(tx, importId);
  if (replaces !== null) await withdraw(tx, table, replaces);
  await withoutNestedLoops(tx, () =>
    runPrepared(tx, `shadow-own-${table.name}`, shadowOwn(table), [importId]),
  );
  await runPrepared(tx, `shadow-live-${table.name}`, shadowLive(table), [importId]);
  await noteState(tx, table, { importId, family, replaces, now });
}

/** Puts an import out of force in favour of one that is in force already. */
export async function withdrawImport(tx: Tx, settlement: Settlement & { replaces: string }): Promise<void> {
  const table = FAMILY_TABLES[settlement.family];
  await openSettlement(tx, settlement.importId);
  await withdraw(tx, table, settlement.replaces);
  await runPrepared(tx, 'unlive', 'DELETE FROM source_live_import WHERE import_id = $1', [
    settlement.importId,
  ]);
  await noteState(tx, table, settlement);
}

async function openSettlement(tx: Tx, importId: string): Promise<void> {
  await takeLock(tx, 'settlement of an import');
  await runPrepared(
    tx,
    'open-settlement',
    `SELECT set_config('xinqiao.settles', $1, true), set_config('work_mem', '64MB', true)`,
    [importId],
  );
}

async function withdraw(tx: Tx, table: FamilyTable, importId: string): Promise<void> {
  await runPrepared(tx, 'unlive', 'DELETE FROM source_live_import WHERE import_id = $1', [importId]);
  await withoutNestedLoops(tx, () => runPrepared(tx, `unshadow-${table.name}`, unshadow(table), [importId]));
}

/**
 * Statistics never know the rows of an import under way: by them it has one row, and comparing each row with each seems
 * cheap. A file of thirty thousand would take hours.
 */
async function withoutNestedLoops(tx: Tx, statement: () => Promise<unknown>): Promise<void> {
  const set = (value: 'on' | 'off') =>
    runPrepared(tx, 'nested-loops', `SELECT set_config('enable_nestloop', $1, true)`, [value]);
  await set('off');
  await statement();
  await set('on');
}

/** A later sequence for every subject whose rows changed: that tells its readers. */
async function noteState(
  tx: Tx,
  table: FamilyTable,
  { importId, family, replaces, now }: Settlement,
): Promise<void> {
  const { rows } = await runPrepared<{ sequence: bigint }>(
    tx,
    'live',
    'INSERT INTO source_live_import (import_id, live_since) VALUES ($1, $2) RETURNING sequence',
    [importId, now],
  );
  await runPrepared(
    tx,
    `state-${table.name}`,
    `INSERT INTO source_subject_state (subject_id, family, sequence, changed_at)
     SELECT DISTINCT subject_id, $3, $4::bigint, $5::timestamptz
     FROM ${table.name} WHERE import_id = $1 OR import_id = $2
     ON CONFLICT (subject_id, family) DO UPDATE
       SET sequence = excluded.sequence, changed_at = excluded.changed_at`,
    [importId, replaces, family, rows[0]?.sequence, now],
  );
}

const LIVE = '(SELECT import_id FROM source_live_import)';

/** Columns of an identity that its index begins with. */
const KEY = 3;

/** @param count Of the first so many columns; default all. */
const same = ({ identity }: FamilyTable, one: string, other: string, count = identity.length) =>
  identity
    .slice(0, count)
    .map((column) => `${one}.${column} = ${other}.${column}`)
    .join(' AND ');

const columnsOf = ({ identity }: FamilyTable, row: string, count = identity.length) =>
  identity
    .slice(0, count)
    .map((column) => `${row}.${column}`)
    .join(', ');

const reason = ({ exploded }: FamilyTable, one: string, other: string) =>
  exploded === null
    ? `'DUPLICATE'`
    : `CASE WHEN ${one}.${exploded} = ${other}.${exploded} THEN 'DUPLICATE' ELSE 'JOIN_EXPLOSION' END`;

/**
 * Of equal rows within the file the first stays. Grouping all rows by all columns would take most of a settlement: by
 * those of the index first, which few rows share.
 */
const shadowOwn = (table: FamilyTable) => `
  UPDATE ${table.name} AS row SET shadowed = ${reason(table, 'row', 'first')}
  FROM (
    SELECT ${columnsOf(table, 'each')}, min(each.line) AS line
    FROM (
      SELECT ${columnsOf(table, 'key', KEY)} FROM ${table.name} AS key WHERE import_id = $1
      GROUP BY ${columnsOf(table, 'key', KEY)} HAVING count(*) > 1
    ) AS alike
    JOIN ${table.name} AS each ON each.import_id = $1 AND ${same(table, 'each', 'alike', KEY)}
    GROUP BY ${columnsOf(table, 'each')} HAVING count(*) > 1
  ) AS repeated
  JOIN ${table.name} AS first ON first.import_id = $1 AND first.line = repeated.line
  WHERE row.import_id = $1 AND row.line > repeated.line AND ${same(table, 'row', 'repeated')}`;

/**
 * What another file in force says already counts there. An array, so that no other file’s rows are looked up at all; not
 * by their import, of which statistics may think that it has one row, but by the columns of the index.
 */
const shadowLive = (table: FamilyTable) => `
  UPDATE ${table.name} AS row SET shadowed = ${reason(table, 'row', 'live')}
  FROM ${table.name} AS live
  WHERE row.import_id = $1 AND row.shadowed IS NULL
    AND live.import_id || '' = ANY (ARRAY${LIVE}) AND live.shadowed IS NULL AND ${same(table, 'row', 'live')}`;

/** What only the import that goes had shadowed counts again: of equal rows the first. */
const unshadow = (table: FamilyTable) => `
  UPDATE ${table.name} AS row SET shadowed = NULL
  FROM (
    SELECT DISTINCT ON (${columnsOf(table, 'shadow')}) shadow.import_id, shadow.line
    FROM ${table.name} AS shadow
    JOIN ${table.name} AS gone ON gone.import_id = $1 AND gone.shadowed IS NULL AND ${same(table, 'gone', 'shadow')}
    WHERE shadow.shadowed IS NOT NULL AND shadow.import_id IN ${LIVE}
    ORDER BY ${columnsOf(table, 'shadow')}, shadow.import_id, shadow.line
  ) AS back
  WHERE row.import_id = back.import_id AND row.line = back.line`;
