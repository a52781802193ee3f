import { readFile, writeFile } from 'node:fs/promises';
import { type KeyHistory, PlatformError } from '@xinqiao/contracts';
import { fetchKeyHistory, openKeyHistory } from '@xinqiao/sdk';

/** Which keys a statement is verified with. */
export interface KeyHistoryOptions {
  /** File with the key history, kept from before. Default: the one the platform publishes at this moment. */
  readonly keys?: string;
  /** Address of the platform, where no key history is given. */
  readonly url: string;
  /** File to write the key history to that was used, so that it can be kept beside the statement. */
  readonly saveKeys?: string;
}

/** @throws {PlatformError} `CONFIGURATION_INVALID` for a file that cannot be read; as `fetchKeyHistory` */
export async function keyHistoryOf({ keys, url, saveKeys }: KeyHistoryOptions): Promise<KeyHistory> {
  const { jws, history } = keys === undefined ? await fetchKeyHistory({ baseUrl: url }) : await kept(keys);
  if (saveKeys !== undefined) await writeFile(saveKeys, `${jws}\n`);
  return history;
}

async function kept(path: string) {
  const jws = await statementIn(path);
  return { jws, history: await openKeyHistory(jws) };
}

/** The text of a file without white space around it. @throws {PlatformError} `CONFIGURATION_INVALID` */
export async function statementIn(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new PlatformError('CONFIGURATION_INVALID', { details: { setting: path }, cause });
  }
}
