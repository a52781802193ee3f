#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine`: the same arguments and the same JSON-RPC over stdio, answered by
// the WebAssembly engine. For machines that may not download the native one; see README.md for when it can go.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openSchemaEngine } from '../src/schema-engine.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', short: 'd', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
});
// Commands that compare files still open the engine, which wants a server; they name none.
const { url = 'postgresql://localhost/postgres', shadowDatabaseUrl } = JSON.parse(values.datasource ?? '{}');

/** PostgreSQL's or the socket's code → Prisma's. */
const PRISMA_CODES = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  28000: 'P1010',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
};

if (values.version) console.log('schema-engine-cli wasm');
else if (positionals[0] === 'cli') await runCommand(positionals[1]);
else await answerRequests();

/** One-off commands: `create-database`, `drop-database`, `can-connect-to-database`. */
async function runCommand(command) {
  const target = new URL(url);
  target.search = '';
  const database = decodeURIComponent(target.pathname.slice(1));
  const name = pg.escapeIdentifier(database);
  const [server, sql] = {
    'can-connect-to-database': [database, 'SELECT 1'],
    'create-database': ['postgres', `CREATE DATABASE ${name}`],
    'drop-database': ['postgres', `DROP DATABASE ${name} WITH (FORCE)`],
  }[command];
  target.pathname = `/${server}`;
  const client = new pg.Client({ connectionString: target.href, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query(sql);
  } catch (error) {
    report(error.message, { is_panic: false, error_code: PRISMA_CODES[error.code] ?? 'P1001' });
    process.exitCode = 1;
  } finally {
    await client.end();
  }
}

/** Reads one request per line and answers them in order. */
async function answerRequests() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      report(message, { is_panic: true });
      process.exit(101);
    },
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    if (!method) continue; // the answer to a `print` of ours
    try {
      send({ id, result: (await answer(method, params)) ?? {} });
    } catch (error) {
      const data = {
        is_panic: false,
        message: error.message,
        error_code: error.code,
        meta: error.meta ?? null,
      };
      send({ id, error: { code: 4466, message: 'The engine reports an error; see data.', data } });
    }
  }
  process.exit();
}

async function answer(method, params) {
  const datamodels = values.datamodels?.map((path) => [path, readFileSync(path, 'utf8')]);
  const { engine, close } = await openSchemaEngine({ url, shadowDatabaseUrl, datamodels });
  try {
    return await call(engine, method, params);
  } finally {
    await close();
  }
}

async function call(engine, method, params) {
  if (method === 'getDatabaseVersion') return engine.version();
  // In WebAssembly these two replay no migrations: they rely on what a diagnosis before them has replayed.
  if (['evaluateDataLoss', 'createMigration'].includes(method)) await engine.devDiagnostic(params);
  if (method !== 'diff') return engine[method](params);
  const { stdout, ...result } = await engine.diff(params);
  if (stdout) send({ id: 'print', method: 'print', params: { content: stdout } });
  return { ...result, stdout: null };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

function report(message, fields) {
  const event = { timestamp: new Date().toISOString(), level: 'ERROR', fields: { message, ...fields } };
  process.stderr.write(`\n${JSON.stringify({ ...event, target: 'schema_engine::logger' })}`);
}
