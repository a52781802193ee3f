import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';

export interface OpenSchemaEngine {
  readonly engine: wasm.SchemaEngine;
  /** Ends its connections, and with them Prisma's own lock on the database. */
  close(): Promise<void>;
}

export interface SchemaEngineOptions {
  /** Connection string; a `schema` parameter chooses the schema. */
  readonly url: string;
  /** Path and content of Prisma schema files. */
  readonly datamodels?: [path: string, content: string][];
  /** Database to replay migrations in; default one made for the purpose and dropped. */
  readonly shadowDatabaseUrl?: string | undefined;
  readonly log?: (message: string) => void;
}

/** Prisma's schema engine in WebAssembly over `pg`: the same code as its native program, without a download. */
export async function openSchemaEngine(options: SchemaEngineOptions): Promise<OpenSchemaEngine> {
  instantiate();
  const { config, schema } = connection(options.url);
  const base = new PrismaPg(config, schema ? { schema } : undefined);
  const adapters: SqlDriverAdapter[] = [];
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: base.provider,
    adapterName: base.adapterName,
    connect: async () => {
      const adapter = forMigrations(await base.connect());
      adapters.push(adapter);
      return adapter;
    },
    connectToShadowDb: async () => forMigrations(await shadowDatabase(config, options.shadowDatabaseUrl)),
  };
  const engine = await wasm.SchemaEngine.new(
    { datamodels: options.datamodels },
    options.log ?? (() => {}),
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  const close = async () => {
    engine.free();
    await Promise.all(adapters.map((adapter) => adapter.dispose()));
  };
  return { engine, close };
}

let instantiated = false;
function instantiate(): void {
  if (instantiated) return;
  const resolved = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = path.join(path.dirname(resolved), 'schema_engine_bg.wasm');
  const module = new WebAssembly.Module(readFileSync(file));
  // The timer of its lock outlives the lock by seconds; the process need not wait for it.
  const timer = Object.keys(wasm).find((name) => name.startsWith('__wbg_setTimeout'))!;
  const glue = { ...wasm, [timer]: (call: () => void, ms: number) => setTimeout(call, ms).unref() };
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue });
  wasm.__wbg_set_wasm(exports);
  (exports.__wbindgen_start as () => void)();
  instantiated = true;
}

function connection(url: string): { config: pg.PoolConfig; schema: string | undefined } {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get('schema') ?? undefined;
  // Prisma's own parameters mean nothing to the server.
  for (const name of ['schema', 'connection_limit', 'pool_timeout', 'pgbouncer'])
    parsed.searchParams.delete(name);
  return { config: { ...parseIntoClientConfig(parsed.href), max: 1 }, schema };
}

/** The adapter's own shadow database is dropped while its pool is still connected, which PostgreSQL refuses. */
async function shadowDatabase(config: pg.PoolConfig, url: string | undefined): Promise<SqlDriverAdapter> {
  if (url) {
    const adapter = await new PrismaPg(connection(url).config).connect();
    await adapter.executeScript('DROP SCHEMA IF EXISTS public CASCADE');
    await adapter.executeScript('CREATE SCHEMA public');
    return adapter;
  }
  const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  const administer = async (sql: string) => {
    const client = new pg.Client(config);
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await administer(`CREATE DATABASE "${database}"`);
  const adapter = await new PrismaPg({ ...config, database }).connect();
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await administer(`DROP DATABASE "${database}" WITH (FORCE)`);
  };
  return adapter;
}

/** What the adapter does not show in its types. */
interface AdapterInside {
  client: { query(script: string): Promise<unknown> };
  performIO(query: SqlQuery): Promise<{ fields: { dataTypeID: number }[] }>;
  onError(error: unknown): never;
}

function forMigrations(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const { client, onError } = adapter as unknown as AdapterInside;
  // The adapter would cut a script at every `;`, function bodies and string literals included.
  adapter.executeScript = async (script) => {
    await client.query(script).catch((error) => onError.call(adapter, error));
  };
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => withCharColumns(await startTransaction(level));
  return withCharColumns(adapter);
}

const CHAR = 18; // PostgreSQL's catalogue type "char", which the adapter does not know
const TEXT = 25;

/** Lets the engine read the system catalogues: `"char"` columns travel as text and arrive as characters. */
function withCharColumns<Q extends SqlQueryable>(queryable: Q): Q {
  const inside = queryable as unknown as AdapterInside;
  const performIO = inside.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  const charColumns = new WeakMap<SqlQuery, number[]>();

  inside.performIO = async (query) => {
    const result = await performIO(query);
    const columns = result.fields?.flatMap((field, at) => (field.dataTypeID === CHAR ? [at] : [])) ?? [];
    for (const at of columns) result.fields[at]!.dataTypeID = TEXT;
    charColumns.set(query, columns);
    return result;
  };
  queryable.queryRaw = async (query): Promise<SqlResultSet> => {
    const result = await queryRaw(query);
    for (const at of charColumns.get(query) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  return queryable;
}
