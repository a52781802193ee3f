import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlatformError } from '@xinqiao/contracts';
import { type Database, type Tx, takeLock } from '@xinqiao/db';
import type { Clock } from '../../clock.ts';
import type { Configuration } from '../../configuration.ts';
import { fileKeyPort } from './file-key-port.ts';
import type { KeyPort, WrappedKey } from './key-port.ts';
import { KEK_LOCK } from './personal-vault.ts';

type PortConfiguration = Pick<Configuration, 'XINQIAO_DIRECTORY' | 'XINQIAO_KEK_FILE' | 'XINQIAO_KEY_PORT'>;

/**
 * Opens where the key-encryption keys are, and makes the first one for an installation that has none.
 *
 * The database knows the id of the current one and what each has wrapped: a node with another file, an old copy, keys
 * that were changed or none does not start, rather than encrypt what the others cannot open.
 *
 * @param database Connections as `xinqiao_worker`.
 * @throws {PlatformError} `CONFIGURATION_INVALID`
 */
export async function openKeyPort(
  configuration: PortConfiguration,
  database: Database,
  clock: Clock,
): Promise<KeyPort> {
  const { port, file } = await keyPortOf(configuration);
  await database.transaction({}, async (tx) => {
    await takeLock(tx, KEK_LOCK);
    const known = await tx.keyEncryptionKey.findFirst({ where: { retiredAt: null } });
    if (known === null) {
      if (file !== undefined && !file.exists()) file.create();
      await tx.keyEncryptionKey.create({ data: { id: await port.current(), createdAt: clock.now() } });
      return;
    }
    const there = file?.exists() !== false && (await port.current()) === known.id && (await opens(tx, port));
    if (!there)
      throw new PlatformError('CONFIGURATION_INVALID', {
        errors: [
          {
            path: file === undefined ? 'XINQIAO_KEY_PORT' : 'XINQIAO_KEK_FILE',
            problem:
              'The key-encryption keys of this installation are not there. Give every node the same file, or restore it from its backup; where `rotate-keys KEK` was cut off, run it again.',
          },
        ],
      });
  });
  return port;
}

/** Whether a key that each key-encryption key wrapped still opens: the ids alone could be those of other keys. */
async function opens(tx: Tx, port: KeyPort): Promise<boolean> {
  const inUse = await tx.keyEncryptionKey.findMany({ where: { destroyedAt: null } });
  for (const { id } of inUse) {
    const row = await tx.subjectKey.findFirst({ where: { kekId: id } });
    if (row === null) continue;
    const opened = await port.unwrap(row.holder, row as WrappedKey).catch(() => undefined);
    if (opened === undefined) return false;
  }
  return true;
}

/** The port as it is configured; whether it is the right one is not asked. */
export async function keyPortOf({
  XINQIAO_DIRECTORY,
  XINQIAO_KEK_FILE,
  XINQIAO_KEY_PORT,
}: PortConfiguration): Promise<{
  readonly port: KeyPort;
  /** The same, where it is a file. */
  readonly file: ReturnType<typeof fileKeyPort> | undefined;
}> {
  if (XINQIAO_KEY_PORT !== undefined) return { port: await loadPort(XINQIAO_KEY_PORT), file: undefined };
  const file = fileKeyPort(XINQIAO_KEK_FILE ?? join(XINQIAO_DIRECTORY, 'kek.json'));
  return { port: file, file };
}

/** A module of the installation whose `openKeyPort()` gives a {@link KeyPort}. */
async function loadPort(path: string): Promise<KeyPort> {
  const refuse = (problem: string, cause?: unknown) =>
    new PlatformError('CONFIGURATION_INVALID', {
      errors: [{ path: 'XINQIAO_KEY_PORT', problem }],
      ...(cause === undefined ? {} : { cause }),
    });
  const module = (await import(pathToFileURL(resolve(path)).href).catch((error: unknown) => {
    throw refuse('The module cannot be loaded.', error);
  })) as { readonly openKeyPort?: unknown };
  if (typeof module.openKeyPort !== 'function') throw refuse('The module has no function openKeyPort.');
  return (await module.openKeyPort()) as KeyPort;
}
