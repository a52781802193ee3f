import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../database-error.ts';
import { dataFolder } from './cluster.ts';
import type { RunAs } from './run-as.ts';

/** Longest wait for a start with crash recovery, or for an orderly stop, in milliseconds. */
const PATIENCE_MS = 60_000;

/** The server process of a data folder, as its own `postmaster.pid` tells it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The running server of `home`, or undefined. A pid file that a crash or restart of the machine left behind is removed. */
export function findPostmaster(home: string): Postmaster | undefined {
  const file = readPidFile(home);
  if (!file) return undefined;
  if (isPostgres(file.pid)) return file;
  rmSync(pidFile(home), { force: true });
  return undefined;
}

/**
 * Waits until the server of `home` takes connections.
 *
 * @returns Undefined when it ended instead.
 * @throws {DatabaseError} `START_FAILED` when it does neither
 */
export async function untilReady(home: string): Promise<Postmaster | undefined> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(10)) {
    const file = readPidFile(home);
    if (file?.ready) return file;
    if (!file || !isPostgres(file.pid)) return undefined;
  }
  throw new DatabaseError('START_FAILED', logTail(home, 0));
}

interface StartOptions {
  readonly port: number;
  readonly durable: boolean;
  readonly runAs: RunAs;
}

/**
 * Starts the server in a session of its own, so that Ctrl-C in the terminal reaches only this process, which
 * then stops the server in order. It writes to `postgres.log`; values and statements stay out of that log.
 *
 * @throws {DatabaseError} `PORT_TAKEN`, `DIRECTORY_IN_USE`, `PLATFORM_UNSUPPORTED` or `START_FAILED`
 */
export async function startPostmaster(
  program: string,
  home: string,
  options: StartOptions,
): Promise<Postmaster> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(100)) {
    const started = await launch(program, home, options);
    if (!('log' in started)) return started;
    // Processes of a server that was killed end by themselves, a moment later; one that starts writes its lock file after
    // it made it.
    const waiting = /shared memory block .* still in use|lock file .* is empty/.test(started.log);
    if (!waiting || Date.now() > deadline) throw whyItExited(started.log);
  }
}

/** @returns What it wrote to the log where it ended at once. */
async function launch(
  program: string,
  home: string,
  { port, durable, runAs }: StartOptions,
): Promise<Postmaster | { log: string }> {
  const output = openSync(logFile(home), 'a', 0o600);
  const logged = statSync(logFile(home)).size;
  const child = spawn(program, ['-D', dataFolder(home), ...settings(port, durable)], {
    ...runAs,
    cwd: '/',
    env: { TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let unable: Error | undefined;
  let exited = false;
  child.once('error', (error) => {
    unable = error;
  });
  child.once('exit', () => {
    exited = true;
  });
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(10)) {
    if (unable) throw new DatabaseError('PLATFORM_UNSUPPORTED', undefined, { cause: unable });
    if (exited) break;
    const file = readPidFile(home);
    if (file?.ready && file.pid === child.pid) return file;
  }
  return { log: logTail(home, logged) };
}

/** Stops the server: open transactions are rolled back, everything committed is on disk. Returns when it is gone. */
export async function stopPostmaster(pid: number): Promise<void> {
  const gone = async () => {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(10)) {
      if (!isPostgres(pid)) return true;
    }
    return false;
  };
  signal(pid, 'SIGINT'); // fast shutdown
  if (await gone()) return;
  signal(pid, 'SIGQUIT'); // as a crash: the next start recovers
  await gone();
}

const settings = (port: number, durable: boolean): string[] =>
  [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=', // TCP with a password is the only way in
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    'track_commit_timestamp=on',
    'log_min_error_statement=panic', // a failed statement may hold personal data
    'log_error_verbosity=terse',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting]);

const pidFile = (home: string): string => path.join(dataFolder(home), 'postmaster.pid');
const logFile = (home: string): string => path.join(home, 'postgres.log');

/** Line 1 is the pid, 4 the port, 8 the state (PostgreSQL's miscadmin.h). */
function readPidFile(home: string): (Postmaster & { ready: boolean }) | undefined {
  try {
    const lines = readFileSync(pidFile(home), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** False as well for another program that was given the pid, and for one that ended but was not yet reaped. */
function isPostgres(pid: number): boolean {
  if (!signal(pid, 0)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return /^\d+ \(postgres\) [^ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function logTail(home: string, from: number): string {
  return readFileSync(logFile(home), 'utf8').slice(from).trim().slice(-2000);
}

function whyItExited(log: string): DatabaseError {
  if (/could not bind|could not create any TCP/.test(log)) return new DatabaseError('PORT_TAKEN');
  if (/lock file .* already exists/.test(log)) return new DatabaseError('DIRECTORY_IN_USE');
  return new DatabaseError('START_FAILED', log);
}
