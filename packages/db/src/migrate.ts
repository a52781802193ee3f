import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { DatabaseError } from './database-error.ts';
import { openSchemaEngine } from './schema-engine.ts';

const FOLDER = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

/** Held while migrations run, so that of many nodes that start one applies them and the others wait. */
const MIGRATION_LOCK = 0x786e71_03;

/**
 * Applies what is missing, inside this process, and records it where `prisma migrate` looks (`_prisma_migrations`).
 *
 * @param url Connection string of the migration role.
 * @returns Names of the migrations applied now; empty when there was nothing to do.
 * @throws {DatabaseError} `MIGRATION_FAILED`
 */
export async function migrate(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const { engine, close } = await openSchemaEngine({ url });
    try {
      const input = { migrationsList: listMigrations(), filters: { externalTables: [], externalEnums: [] } };
      return (await engine.applyMigrations(input)).appliedMigrationNames;
    } finally {
      await close();
    }
  } catch (error) {
    throw new DatabaseError('MIGRATION_FAILED', error instanceof Error ? error.message : undefined, {
      cause: error,
    });
  } finally {
    await lock.end();
  }
}

/** The migrations of this package, in the shape the schema engine reads. */
export function listMigrations(): MigrationList {
  const read = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');
  const names = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir: FOLDER,
    lockfile: { path: 'migration_lock.toml', content: read('migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: names.map(({ name }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: read(`${name}/migration.sql`) } },
    })),
  };
}
