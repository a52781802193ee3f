import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toBase64Url } from '@xinqiao/audit-log';
import { migrate, provision, startEmbeddedPostgres } from '@xinqiao/db';
import { compilePolicy, decide } from '@xinqiao/scoring';
import pg from 'pg';
import { spreadOf } from '../../../harness/spread.ts';
import { writtenApplicant } from '../model/applicants.ts';
import { MODEL_POLICY } from '../model/policy.ts';
import { BatchRoot } from './batch-root.ts';
import { copyOut } from './copy.ts';
import { line } from './decided-row.ts';
import { DISTINCT, distinctFirms, firmTable, mismatches, p99OfOne, portfolioSql } from './firms.ts';
import { processorSeconds, watchMemory } from './memory.ts';
import type { PostgresPortfolio } from './postgres.ts';
import { streamPortfolio } from './stream-portfolio.ts';

/** Rounds of a million firms; more firms take one. */
const ROUNDS = 3;
const MOST_THOUSANDS_REPEATED = 1_000;
/** Two processors, and no time spent on compiling a query that runs for seconds. */
const SETTINGS = [
  'max_parallel_workers_per_gather = 2',
  'min_parallel_table_scan_size = 0',
  'parallel_setup_cost = 0',
  'parallel_tuple_cost = 0',
  'jit = off',
];

/** @param thousands Firms, in thousands. PostgreSQL flushes to disk as it does by default. */
async function portfolio(thousands: number, asOf: string): Promise<PostgresPortfolio> {
  const directory = await mkdtemp(path.join(tmpdir(), 'xinqiao-bench-'));
  const server = await startEmbeddedPostgres({ directory });
  try {
    const { adminUrl, secret } = server;
    await migrate((await provision({ adminUrl, secret })).migration);
    const url = new URL(adminUrl);
    url.pathname = '/xinqiao';
    const [reader, writer] = await Promise.all([connected(url.href), connected(url.href)]);
    try {
      return await measured(reader, writer, thousands, asOf);
    } finally {
      await Promise.all([reader.end(), writer.end()]);
    }
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

/** The process that serves a connection. */
const backendOf = async (client: pg.Client): Promise<number> =>
  (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;

async function measured(
  reader: pg.Client,
  writer: pg.Client,
  thousands: number,
  asOf: string,
): Promise<PostgresPortfolio> {
  for (const statement of firmTable(thousands)) await writer.query(statement);
  await writer.query('ALTER TABLE firm ADD PRIMARY KEY (id)');
  await writer.query('VACUUM ANALYZE firm');
  const policy = compilePolicy(MODEL_POLICY);
  const backends = await Promise.all([reader, writer].map(backendOf));
  const seconds: number[] = [];
  const cpuSeconds: number[] = [];
  let megabytes: PostgresPortfolio['megabytes'] = null;
  let wrong = 0;
  const rounds = thousands > MOST_THOUSANDS_REPEATED ? 1 : ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    await writer.query('CHECKPOINT');
    const memory = watchMemory(backends[0]!);
    const before = await processorSeconds([process.pid, ...backends]);
    const start = performance.now();
    const { root, firms } = await streamPortfolio(reader, writer, {
      policy,
      columns: portfolioSql.columns,
      asOf,
    });
    seconds.push((performance.now() - start) / 1_000);
    const after = await processorSeconds([process.pid, ...backends]);
    if (before !== null && after !== null) cpuSeconds.push(after - before);
    const most = await memory.stop();
    if (most !== null && most.together >= (megabytes?.together ?? 0)) megabytes = most;
    if (firms !== thousands * 1_000 || !(await isCommitted(writer, root))) wrong += 1;
  }
  wrong += await wronglyDecided(writer, asOf);
  const bySql = await decidedBySql(writer, asOf);
  return {
    firms: thousands * 1_000,
    seconds: spreadOf(seconds),
    cpuSeconds: cpuSeconds.length === rounds ? spreadOf(cpuSeconds) : null,
    megabytes,
    bySql: { seconds: bySql.seconds, firmsPerSecond: Math.round((thousands * 1_000) / bySql.seconds) },
    p99Milliseconds: await p99OfOne((sql) => writer.query(sql)),
    mismatches: wrong + bySql.mismatches,
  };
}

/** Whether the root is that of the rows in the table, and in the entry of the log. */
async function isCommitted(client: pg.Client, root: Uint8Array): Promise<boolean> {
  const batch = new BatchRoot();
  await copyOut(client, 'COPY (SELECT * FROM decided ORDER BY id) TO STDOUT', (row) => {
    batch.add(row.toString('utf8', 0, row.length - 1));
    return undefined;
  });
  const { rows } = await client.query<{ root: string }>(
    "SELECT detail->>'root' AS root FROM log_entry ORDER BY recorded_at DESC LIMIT 1",
  );
  return toBase64Url(batch.root()) === toBase64Url(root) && rows[0]?.root === toBase64Url(root);
}

/** Rows of the distinct firms that are not what the policy means in decimals. */
async function wronglyDecided(client: pg.Client, asOf: string): Promise<number> {
  const lines: string[] = [];
  await copyOut(
    client,
    `COPY (SELECT * FROM decided WHERE id < ${DISTINCT} ORDER BY id) TO STDOUT`,
    (row) => {
      lines.push(row.toString('utf8', 0, row.length - 1));
      return undefined;
    },
  );
  const wanted = distinctFirms().map((firm, id) =>
    line(id, decide(MODEL_POLICY, writtenApplicant(firm), asOf)),
  );
  return wanted.filter((row, id) => lines[id] !== row).length;
}

/** Outcome, limit, score and reasons of every firm once more by SQL: how long, and how many rows differ. */
async function decidedBySql(
  client: pg.Client,
  asOf: string,
): Promise<{ seconds: number; mismatches: number }> {
  for (const setting of SETTINGS) await client.query(`SET ${setting}`);
  const start = performance.now();
  await client.query(`CREATE TABLE decided_by_sql AS ${portfolioSql.select}`);
  const seconds = (performance.now() - start) / 1_000;
  const { rows } = await client.query(`SELECT * FROM decided_by_sql WHERE id < ${DISTINCT} ORDER BY id`);
  const differing = await client.query<{ count: string }>(
    `SELECT count(*) FROM decided FULL JOIN decided_by_sql AS other USING (id)
     WHERE loan_limit IS DISTINCT FROM yuan OR decided.score IS DISTINCT FROM other.score
       OR (outcome = 'APPROVED') IS DISTINCT FROM (verdict = 0)
       OR CAST(annual_rate * 1000000 AS BIGINT) IS DISTINCT FROM rate`,
  );
  return { seconds, mismatches: mismatches(rows, asOf) + Number(differing.rows[0]!.count) };
}

const [thousands, asOf] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await portfolio(Number(thousands), asOf!)));
