import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded/start.ts';
import { migrate } from '../migrate.ts';
import { provision } from '../provision.ts';
import { watchOver } from './watchdog.ts';

/** Where the tests of one run find their server; workers inherit it. */
export const TEST_SERVER = 'XINQIAO_TEST_SERVER';
/** The migrated database that test databases are copied from. */
export const TEMPLATE = 'xinqiao_template';

/** What a worker needs to make databases on the server. */
export interface TestServer {
  readonly adminUrl: string;
  readonly secret: string;
}

/**
 * Starts a server for the tests of one run, without regard for crashes, with a migrated template database.
 *
 * It is announced in the environment, so that {@link createTestDatabase} uses it in this process and in those
 * started from it. Call `stop` at the end: it also removes the files.
 */
export async function startTestDatabase(): Promise<TestServer & { stop(): Promise<void> }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'xinqiao-test-'));
  const postgres = await startEmbeddedPostgres({ directory, durable: false });
  const { adminUrl, secret } = postgres;
  const announcement = JSON.stringify({ adminUrl, secret } satisfies TestServer);
  const dismiss = watchOver(directory);
  const stop = async () => {
    dismiss();
    if (process.env[TEST_SERVER] === announcement) delete process.env[TEST_SERVER];
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await migrate((await provision({ adminUrl, secret, database: TEMPLATE })).migration);
    await closeTemplate(adminUrl);
    process.env[TEST_SERVER] = announcement;
    return { adminUrl, secret, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A database that somebody is connected to cannot be copied. */
async function closeTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`);
  await admin.end();
}
