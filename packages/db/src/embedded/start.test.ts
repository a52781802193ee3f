import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start.ts';

// One cluster for most tests: making one takes longer than everything else.
let shared: string;
let directory: string;
let started: EmbeddedPostgres[];
let elsewhere: ChildProcess | undefined;
const newDirectory = () => mkdtempSync(path.join(tmpdir(), 'xinqiao-embedded-'));
beforeAll(() => {
  shared = newDirectory();
});
beforeEach(() => {
  directory = shared;
  started = [];
  elsewhere = undefined;
});
afterEach(async () => {
  elsewhere?.kill('SIGKILL');
  for (const postgres of started) await postgres.stop();
  if (directory !== shared) rmSync(directory, { recursive: true });
});
afterAll(() => rmSync(shared, { recursive: true }));
vi.setConfig({ testTimeout: 60_000 });

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ directory, durable: false, ...options });
  started.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const serverPid = () =>
  Number(readFileSync(path.join(directory, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
/** Neither gone nor ended and waiting to be reaped. */
const running = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

/** Another Node process starts the server and lives until it is killed. */
async function startElsewhere(): Promise<void> {
  const options = { directory, durable: false };
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('./start.ts', import.meta.url).href)});
    await startEmbeddedPostgres(${JSON.stringify(options)});
    console.log('started');`;
  elsewhere = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(elsewhere.stdout!, 'data');
}

async function killElsewhere(): Promise<void> {
  elsewhere!.kill('SIGKILL');
  await once(elsewhere!, 'exit');
}

describe('startEmbeddedPostgres', () => {
  it('starts, keeps what was written over a stop, and starts again', async () => {
    const first = await start();
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 1 AS value');
    await first.stop();
    const second = await start();
    expect(await query(second.adminUrl, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
  });

  it('stops in order: the server is gone and left no pid file', async () => {
    const postgres = await start();
    const pid = serverPid();
    await postgres.stop();
    expect(running(pid)).toBe(false);
    expect(existsSync(path.join(directory, 'data/postmaster.pid'))).toBe(false);
    expect(readFileSync(path.join(directory, 'postgres.log'), 'utf8')).toContain(
      'database system is shut down',
    );
  });

  it('runs as the platform needs it', async () => {
    const { adminUrl } = await start();
    const names = [
      'TimeZone',
      'max_connections',
      'track_commit_timestamp',
      'server_encoding',
      'listen_addresses',
    ];
    const settings = names.map((name) => `current_setting('${name}') AS "${name}"`).join();
    expect(await query(adminUrl, `SELECT ${settings}`)).toEqual([
      {
        TimeZone: 'UTC',
        max_connections: '200',
        track_commit_timestamp: 'on',
        server_encoding: 'UTF8',
        listen_addresses: '127.0.0.1',
      },
    ]);
  });

  it('writes through to disk unless told otherwise', async () => {
    const fsync = async (durable?: boolean) => {
      const postgres = await startEmbeddedPostgres({
        directory,
        ...(durable === undefined ? {} : { durable }),
      });
      const [row] = await query(postgres.adminUrl, 'SHOW fsync').finally(() => postgres.stop());
      return row?.fsync;
    };
    expect([await fsync(), await fsync(false)]).toEqual(['on', 'off']);
  });

  it('listens on the port asked for', async () => {
    const free = await start();
    await free.stop();
    expect((await start({ port: free.port })).port).toBe(free.port);
  });
});

describe('startEmbeddedPostgres · password required', () => {
  it('refuses a wrong password and no password', async () => {
    const { adminUrl } = await start();
    for (const password of ['wrong', '']) {
      const url = new URL(adminUrl);
      url.password = password;
      await expect(query(url.href, 'SELECT 1')).rejects.toThrow(/password/);
    }
  });

  it('trusts nobody: every line of pg_hba.conf asks for SCRAM', async () => {
    const { adminUrl } = await start();
    const methods = await query(adminUrl, 'SELECT DISTINCT auth_method FROM pg_hba_file_rules');
    expect(methods).toEqual([{ auth_method: 'scram-sha-256' }]);
  });

  it('keeps the secret readable by its owner only, and nothing else that could open the door', async () => {
    directory = newDirectory();
    const { secret } = await start();
    expect(statSync(path.join(directory, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(directory, 'data')).mode & 0o077).toBe(0);
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(readdirSync(directory).sort()).toEqual(['data', 'postgres.log', 'secret']);
  });

  it('says so when the secret is not the one the data was made with, and leaves no server behind', async () => {
    directory = newDirectory();
    await (await start()).stop();
    chmodSync(path.join(directory, 'secret'), 0o600);
    writeFileSync(path.join(directory, 'secret'), 'x'.repeat(43));
    await expect(start()).rejects.toMatchObject({ code: 'DIRECTORY_UNUSABLE' });
    expect(existsSync(path.join(directory, 'data/postmaster.pid'))).toBe(false);
  });
});

describe('startEmbeddedPostgres · after a crash', () => {
  it('takes over the server that a killed process left running', async () => {
    await startElsewhere();
    const pid = serverPid();
    await killElsewhere();
    expect(running(pid)).toBe(true);
    const postgres = await start();
    expect(serverPid()).toBe(pid);
    expect(await query(postgres.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
    expect(running(pid)).toBe(false);
  });

  it('restarts it where the durability asked for is another', async () => {
    await startElsewhere();
    const pid = serverPid();
    await killElsewhere();
    const postgres = await start({ durable: true });
    expect(serverPid()).not.toBe(pid);
    expect(await query(postgres.adminUrl, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('keeps what was committed when the server itself is killed', async () => {
    const postgres = await start({ durable: true });
    await query(postgres.adminUrl, 'CREATE TABLE survived AS SELECT 1 AS value');
    process.kill(serverPid(), 'SIGKILL');
    const again = await start({ durable: true });
    expect(await query(again.adminUrl, 'SELECT value FROM survived')).toEqual([{ value: 1 }]);
  });

  it('does not mistake another program with the pid in the pid file for the server', async () => {
    await (await start()).stop();
    writeFileSync(
      path.join(directory, 'data/postmaster.pid'),
      `${process.pid}\n${directory}/data\n0\n1\n\n\n\nready\n`,
    );
    expect(await query((await start()).adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('startEmbeddedPostgres · refusals', () => {
  it('DIRECTORY_IN_USE while another process uses it, which is not disturbed', async () => {
    await startElsewhere();
    const pid = serverPid();
    await expect(start()).rejects.toMatchObject({ code: 'DIRECTORY_IN_USE' });
    expect(running(pid)).toBe(true);
    await killElsewhere();
    await start(); // takes it over, to stop it
  });

  it('lets one of two that start at once have the directory', async () => {
    directory = newDirectory();
    const both = await Promise.allSettled([start(), start()]);
    const refused = both.filter((each) => each.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'DIRECTORY_IN_USE' } }]);
  });

  it('PORT_TAKEN', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    other.close();
  });

  it('DIRECTORY_UNUSABLE where the directory cannot be made', async () => {
    const file = path.join(directory, 'file');
    writeFileSync(file, '');
    const refused = start({ directory: path.join(file, 'inside') });
    await expect(refused).rejects.toMatchObject({ code: 'DIRECTORY_UNUSABLE' });
    await expect(refused).rejects.toThrow(/DATABASE_URL/);
  });

  it('START_FAILED with the end of the log where the data is damaged', async () => {
    directory = newDirectory();
    await (await start()).stop();
    rmSync(path.join(directory, 'data/global/pg_control'));
    await expect(start()).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('pg_control'),
    });
  });
});
