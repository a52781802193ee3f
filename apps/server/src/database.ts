import {
  type Database,
  type DatabaseUrls,
  databaseUrls,
  migrate,
  openDatabase,
  provision,
  type Role,
  startEmbeddedPostgres,
} from '@xinqiao/db';
import type { Configuration } from './configuration.ts';

/** Connections per role and node. */
const POOL: Readonly<Record<Exclude<Role, 'migration'>, number>> = {
  application: 16,
  operator: 4,
  authorization: 8,
  worker: 4,
  regulator: 4,
};

export interface Databases extends Readonly<Record<Exclude<Role, 'migration'>, Database>> {
  readonly urls: DatabaseUrls;
  /** Secret that role passwords and keys derive from. */
  readonly secret: string;
  close(): Promise<void>;
}

/**
 * Opens the database: the one of DATABASE_URL, else an embedded one. Roles, database and schema are made or
 * brought up to date first; nodes that start together wait for one another.
 */
export async function openDatabases(configuration: Configuration): Promise<Databases> {
  const { DATABASE_URL, XINQIAO_DATABASE_SECRET, XINQIAO_DIRECTORY, XINQIAO_DURABLE } = configuration;
  if (DATABASE_URL !== undefined && XINQIAO_DATABASE_SECRET !== undefined)
    return connect(DATABASE_URL, XINQIAO_DATABASE_SECRET, async () => undefined);
  const postgres = await startEmbeddedPostgres({
    directory: `${XINQIAO_DIRECTORY}/postgres`,
    durable: XINQIAO_DURABLE === 'on',
  });
  try {
    return await connect(postgres.adminUrl, postgres.secret, () => postgres.stop());
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function connect(adminUrl: string, secret: string, stop: () => Promise<void>): Promise<Databases> {
  // A DATABASE_URL that names one of our own roles is a node of an installation that is prepared already.
  const prepared = new URL(adminUrl).username.startsWith('xinqiao_');
  const database = new URL(adminUrl).pathname.slice(1);
  const urls = prepared ? databaseUrls(adminUrl, secret, database) : await provision({ adminUrl, secret });
  await migrate(urls.migration);
  const open = (role: keyof typeof POOL) => openDatabase(urls[role], { poolSize: POOL[role] });
  const databases = {
    application: open('application'),
    operator: open('operator'),
    authorization: open('authorization'),
    worker: open('worker'),
    regulator: open('regulator'),
  };
  return {
    ...databases,
    urls,
    secret,
    async close() {
      await Promise.all(Object.values(databases).map((each) => each.close()));
      await stop();
    },
  };
}
