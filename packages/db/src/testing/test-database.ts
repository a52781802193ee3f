import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { provisionDatabase } from '../provision.ts';
import { type DatabaseUrls, databaseUrls } from '../roles.ts';
import { startTestDatabase, TEMPLATE, TEST_SERVER, type TestServer } from './test-server.ts';

/** A migrated, empty database of one test file. */
export interface TestDatabase {
  readonly urls: DatabaseUrls;
  /** Connection string of the superuser on the same database, whom no row security binds. */
  readonly adminUrl: string;
  /** Secret that the passwords of `urls` derive from. */
  readonly secret: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes a database for one test file, a copy of the migrated template.
 *
 * It uses the server of the run ({@link startTestDatabase}); a file that is run without one starts its own, and
 * `drop` stops it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const announced = process.env[TEST_SERVER];
  const own = announced ? undefined : await startTestDatabase();
  const server: TestServer = own ?? JSON.parse(announced!);
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server.adminUrl, (admin) => provisionDatabase(admin, database, TEMPLATE));
  const adminUrl = new URL(server.adminUrl);
  adminUrl.pathname = `/${database}`;
  return {
    urls: databaseUrls(server.adminUrl, server.secret, database),
    adminUrl: adminUrl.href,
    secret: server.secret,
    drop: async () => {
      if (own) await own.stop();
      else
        await administer(server.adminUrl, (admin) => admin.query(`DROP DATABASE ${database} WITH (FORCE)`));
    },
  };
}

async function administer(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await work(admin).finally(() => admin.end());
}
