import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from '../database-error.ts';
import type { Binaries } from './binaries.ts';
import type { RunAs } from './run-as.ts';

/** The data folder of a cluster under `home`. */
export const dataFolder = (home: string): string => path.join(home, 'data');

/**
 * Makes the cluster where there is none. It asks for a password on every connection (SCRAM) and sorts by code
 * point (built-in C.UTF-8), the same on every machine.
 *
 * A cluster appears whole or not at all, so a crash or a second process meanwhile does no harm.
 *
 * @throws {DatabaseError} `START_FAILED`
 */
export function prepareCluster(
  home: string,
  binaries: Binaries,
  { password, durable, runAs }: { password: string; durable: boolean; runAs: RunAs },
): void {
  const data = dataFolder(home);
  if (existsSync(path.join(data, 'PG_VERSION'))) return;

  const draft = `${data}.${process.pid}`;
  const passwordFile = `${draft}.password`;
  try {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (runAs.uid !== undefined && runAs.gid !== undefined) {
      for (const file of [draft, passwordFile]) chownSync(file, runAs.uid, runAs.gid);
    }
    initdb(binaries.initdb, draft, passwordFile, durable, runAs);
    renameSync(draft, data);
  } catch (error) {
    if (!existsSync(path.join(data, 'PG_VERSION'))) throw error; // else another process was faster
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function initdb(program: string, data: string, passwordFile: string, durable: boolean, runAs: RunAs): void {
  const args = [
    ...['--pgdata', data, '--username', 'postgres', '--pwfile', passwordFile],
    ...['--auth-local', 'scram-sha-256', '--auth-host', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
    ...(durable ? [] : ['--no-sync']),
    '--no-instructions',
  ];
  try {
    execFileSync(program, args, {
      ...runAs,
      cwd: '/',
      env: { TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : undefined;
    throw new DatabaseError('START_FAILED', said, { cause: error });
  }
}
