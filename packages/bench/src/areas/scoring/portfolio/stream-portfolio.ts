import { randomBytes, randomUUID } from 'node:crypto';
import { commit, entryLeaf, toBase64Url } from '@xinqiao/audit-log';
import type { CompiledPolicy, FeatureColumn } from '@xinqiao/scoring';
import type pg from 'pg';
import { BatchRoot, sha256 } from './batch-root.ts';
import { rowDecoder } from './binary-record.ts';
import { breakOff, copyIn, copyOut } from './copy.ts';
import { DECIDED_COLUMNS, line } from './decided-row.ts';

/** Rows that travel together to the table of decisions. */
const CHUNK_ROWS = 512;

/**
 * Reads all firms in order of their ids, decides by the compiled policy, writes the decisions and the entry of the log
 * that commits to them: both in one transaction, or neither. Some chunks of rows are all that is ever in memory.
 *
 * @param reader A connection to read by, in a transaction of its own. Broken off when anything fails, as is the other.
 * @param writer A connection to write by.
 * @returns The root of the batch, and how many firms it has.
 */
export async function streamPortfolio(
  reader: pg.Client,
  writer: pg.Client,
  { policy, columns, asOf }: { policy: CompiledPolicy; columns: readonly FeatureColumn[]; asOf: string },
): Promise<{ readonly root: Uint8Array; readonly firms: number }> {
  const decode = rowDecoder(columns);
  const batch = new BatchRoot();
  let firms = 0;
  let rows = 0;
  let lines = '';
  await reader.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await writer.query('BEGIN');
  try {
    await writer.query('DROP TABLE IF EXISTS decided');
    await writer.query(`CREATE TABLE decided (${DECIDED_COLUMNS})`);
    const written = await copyIn(writer, 'COPY decided FROM STDIN');
    const flush = () => {
      const chunk = Buffer.from(lines);
      [lines, rows] = ['', 0];
      return written.send(chunk);
    };
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const read = copyOut(
      reader,
      `COPY (SELECT id, ${names} FROM firm ORDER BY id) TO STDOUT (FORMAT binary)`,
      (row) => {
        const firm = decode(row);
        if (firm === undefined) return undefined;
        const decided = line(firm.id, policy.decide(firm.record, asOf));
        batch.add(decided);
        lines += `${decided}\n`;
        firms += 1;
        rows += 1;
        return rows < CHUNK_ROWS ? undefined : flush();
      },
    );
    // Whichever fails first: a reader would wait for ever for a writer that is gone.
    await Promise.race([read, written.done]);
    if (rows > 0) await flush();
    await written.end();
    const root = batch.root();
    await appendRoot(writer, root);
    await writer.query('COMMIT');
    await reader.query('COMMIT');
    return { root, firms };
  } catch (error) {
    // They may still be copying: both transactions end with their connections.
    for (const client of [reader, writer]) breakOff(client);
    throw error;
  }
}

/** The entry of the access log, queued for its tree. */
async function appendRoot(client: pg.Client, root: Uint8Array): Promise<void> {
  const entryId = `ent_${randomUUID()}`;
  const salt = new Uint8Array(randomBytes(32));
  const detail = { portfolio: 'benchmark', root: toBase64Url(root) };
  const recordedAt = new Date().toISOString();
  const leaf = entryLeaf({
    operatorId: 'bozhou',
    entryId,
    kind: 'DECISION_MADE',
    recordedAt,
    commitment: commit(sha256, salt, detail),
  });
  await client.query(
    `WITH entry AS (
       INSERT INTO log_entry (id, operator_id, kind, actor, recorded_at, leaf, salt, detail)
       VALUES ($1, 'bozhou', 'DECISION_MADE', 'system', $2, $3, $4, $5)
     )
     INSERT INTO log_pending (entry_id) VALUES ($1)`,
    [entryId, recordedAt, leaf, salt, JSON.stringify(detail)],
  );
}
