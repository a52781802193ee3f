import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMigrations, migrate } from './migrate.ts';
import { openSchemaEngine } from './schema-engine.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('migrate', () => {
  it('has nothing to do the second time', async () => {
    expect(await migrate(database.urls.migration)).toEqual([]);
  });

  it('keeps its record as prisma migrate does: one finished row per migration, with the SHA-256 of the file', async () => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    const { rows } = await client.query(`
      SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at
      FROM _prisma_migrations ORDER BY migration_name`);
    await client.end();
    expect(rows).toEqual(
      listMigrations().migrationDirectories.map(({ path, migrationFile: { content } }) => ({
        migration_name: path,
        checksum: createHash('sha256')
          .update(content.tag === 'ok' ? content.value : '')
          .digest('hex'),
        finished: true,
        rolled_back_at: null,
      })),
    );
  });

  it('stops at a migration that failed before, until a person has looked', async () => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ('x', '', '2030_broken', now())`);
    await expect(migrate(database.urls.migration)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    await client.query(`DELETE FROM _prisma_migrations WHERE id = 'x'`);
    await client.end();
    expect(await migrate(database.urls.migration)).toEqual([]);
  });
});

describe('schema.prisma', () => {
  it('is what the migrations make: a new migration would neither add nor drop anything', async () => {
    const content = readFileSync(new URL('../prisma/schema.prisma', import.meta.url), 'utf8');
    const { engine, close } = await openSchemaEngine({ url: database.adminUrl });
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...listMigrations() },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    await close();
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('empty migration'),
    });
  });
});
