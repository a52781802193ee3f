import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DatabaseError } from '../database-error.ts';

/** The user PostgreSQL runs as; empty = the user of this process. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or `nobody` where there is none. */
export function chooseRunAs(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = ['postgres', 'nobody']
    .map((name) => accounts.find(([user]) => user === name))
    .find(Boolean);
  if (!account) throw new DatabaseError('PLATFORM_UNSUPPORTED', 'no user postgres or nobody to run as');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Whether that user can enter a directory. The kernel is asked, so every parent and access list counts. */
export const canEnter = (directory: string, runAs: RunAs): boolean =>
  runAs.uid === undefined ||
  spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0;
