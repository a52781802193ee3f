import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseError } from '../database-error.ts';
import { rolePassword } from '../roles.ts';
import { prepareBinaries } from './binaries.ts';
import { prepareCluster } from './cluster.ts';
import { prepareDirectory, prepareHome } from './home.ts';
import {
  findPostmaster,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
  untilReady,
} from './postmaster.ts';
import { chooseRunAs } from './run-as.ts';
import { keepSecret } from './secret.ts';

export interface EmbeddedPostgresOptions {
  /** Folder for data, secret and log; made when missing. */
  readonly directory: string;
  /** TCP port on 127.0.0.1; default one that is free. */
  readonly port?: number;
  /** False: a crash of the machine may lose everything, for tests. Default true. */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  /** Connection string of the superuser, for `provision`. */
  readonly adminUrl: string;
  /** The secret that passwords are derived from; kept in `directory`, readable by its owner only. */
  readonly secret: string;
  readonly port: number;
  /** Stops the server in order; returns when it is gone. Without this call it lives on and is taken over later. */
  stop(): Promise<void>;
}

/** Held by the process that owns the server, through one open connection: it ends with the process, however that ends. */
const OWNER_LOCK = 0x786e71_01;

/**
 * Starts PostgreSQL from the npm binaries; it needs nothing installed and leaves nothing behind but `directory`.
 *
 * A server whose process crashed is taken over: used as it is when port and durability suit, else restarted.
 *
 * @throws {DatabaseError} `PLATFORM_UNSUPPORTED`, `DIRECTORY_UNUSABLE`, `DIRECTORY_IN_USE`, `PORT_TAKEN`
 *   or `START_FAILED`
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = path.resolve(options.directory);
  const { durable = true } = options;
  const runAs = chooseRunAs();
  prepareDirectory(directory);
  const secret = keepSecret(directory);
  const home = prepareHome(directory, secret, runAs);

  const adopted = await adopt(home, secret, { ...options, durable });
  if (adopted) return adopted;

  const binaries = prepareBinaries(home, runAs);
  prepareCluster(home, binaries, { password: superuserPassword(secret), durable, runAs });
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    try {
      const postmaster = await startPostmaster(binaries.postgres, home, { port, durable, runAs });
      return await own(secret, postmaster);
    } catch (error) {
      // A free port may be taken by the time it is used.
      const unlucky = error instanceof DatabaseError && error.code === 'PORT_TAKEN' && !options.port;
      if (!unlucky || attempt === 3) throw error;
    }
  }
}

/** The server just started, which must not stay behind when nobody can use it. */
async function own(secret: string, postmaster: Postmaster): Promise<EmbeddedPostgres> {
  try {
    const owner = await claim(secret, postmaster);
    if (!owner) throw new DatabaseError('START_FAILED', 'it ended at once');
    return embedded(secret, postmaster, owner);
  } catch (error) {
    const taken = error instanceof DatabaseError && error.code === 'DIRECTORY_IN_USE';
    if (!taken) await stopPostmaster(postmaster.pid);
    throw error;
  }
}

/** A running server that nobody owns, if it suits; one that does not suit is stopped. */
async function adopt(
  home: string,
  secret: string,
  { port, durable }: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres | undefined> {
  while (findPostmaster(home)) {
    const postmaster = await untilReady(home);
    if (!postmaster) continue;
    const owner = await claim(secret, postmaster);
    if (!owner) continue;
    const { rows } = await owner.query<{ fsync: string }>('SHOW fsync');
    const orphan = embedded(secret, postmaster, owner);
    if ((port ?? postmaster.port) === postmaster.port && (rows[0]?.fsync === 'on') === durable) return orphan;
    await orphan.stop();
  }
  return undefined;
}

/**
 * Becomes the owner of the server. The connection of a crashed owner needs a moment to end, hence the wait.
 *
 * @returns Undefined when the server went away meanwhile.
 * @throws {DatabaseError} `DIRECTORY_IN_USE`; `DIRECTORY_UNUSABLE` when the secret is not that of the data
 */
async function claim(secret: string, { port }: Postmaster): Promise<pg.Client | undefined> {
  const owner = new pg.Client({ connectionString: adminUrl(port, secret) });
  owner.on('error', () => {}); // the server went away: every query says so
  try {
    await owner.connect();
    for (let attempt = 1; attempt <= 20; attempt++) {
      const { rows } = await owner.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
        OWNER_LOCK,
      ]);
      if (rows[0]?.free) return owner;
      await sleep(50);
    }
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === '28P01')) return undefined;
    throw new DatabaseError('DIRECTORY_UNUSABLE', 'secret and data do not belong together', { cause: error });
  }
  await owner.end();
  throw new DatabaseError('DIRECTORY_IN_USE');
}

const embedded = (secret: string, { pid, port }: Postmaster, owner: pg.Client): EmbeddedPostgres => ({
  adminUrl: adminUrl(port, secret),
  secret,
  port,
  stop: async () => {
    await owner.end().catch(() => {});
    await stopPostmaster(pid);
  },
});

const superuserPassword = (secret: string): string => rolePassword(secret, 'postgres');

const adminUrl = (port: number, secret: string): string =>
  `postgresql://postgres:${superuserPassword(secret)}@127.0.0.1:${port}/postgres`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
