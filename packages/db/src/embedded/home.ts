import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from '../database-error.ts';
import { canEnter, type RunAs } from './run-as.ts';

/** Where root keeps data that another user must reach, when the chosen directory lies in a closed one. */
const SHARED_HOME = '/var/lib/xinqiao';

/** Makes the directory where it is missing. @throws {DatabaseError} `DIRECTORY_UNUSABLE` */
export function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DatabaseError('DIRECTORY_UNUSABLE', directory, { cause: error });
  }
}

/**
 * The folder for the files of the server: `directory`, or for root a folder under `/var/lib/xinqiao` when the user
 * that runs PostgreSQL cannot enter `directory` because it lies under `/root`, say.
 *
 * That folder is named after the secret: whoever removes `directory` starts afresh.
 *
 * @throws {DatabaseError} `DIRECTORY_UNUSABLE`
 */
export function prepareHome(directory: string, secret: string, runAs: RunAs): string {
  if (canEnter(directory, runAs)) return directory;
  try {
    chmodSync(directory, statSync(directory).mode | 0o011); // to pass through, not to list
    if (canEnter(directory, runAs)) return directory;

    const name = createHash('sha256').update(secret).digest('hex').slice(0, 16);
    const home = path.join(SHARED_HOME, name);
    mkdirSync(home, { recursive: true });
    for (const folder of [SHARED_HOME, home]) chmodSync(folder, 0o711); // whatever the umask
    if (canEnter(home, runAs)) return home;
  } catch (error) {
    throw new DatabaseError('DIRECTORY_UNUSABLE', directory, { cause: error });
  }
  throw new DatabaseError('DIRECTORY_UNUSABLE', directory);
}
