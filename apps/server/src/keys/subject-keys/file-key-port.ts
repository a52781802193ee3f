import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PlatformError } from '@xinqiao/contracts';
import { z } from 'zod';
import { sealBytes, unsealBytes } from '../secret.ts';
import type { KeyPort, WrappedKey } from './key-port.ts';

const KeyFile = z.strictObject({
  version: z.literal(1),
  /** The current one last. */
  keys: z
    .array(z.strictObject({ id: z.string().regex(/^kek-[0-9a-f-]{36}$/), key: z.string().length(43) }))
    .min(1),
});
type KeyFile = z.infer<typeof KeyFile>;

/**
 * Key-encryption keys in a file that only its owner may read (mode 0600). It belongs on another disk than the database
 * and in another backup: whoever has both has everything, whoever has neither of it has nothing.
 *
 * It is read anew at every wrapping, so that a rotation on one node is known to the others that share the file.
 */
export function fileKeyPort(path: string): KeyPort & { readonly exists: () => boolean; create(): void } {
  const keysOf = new Map<string, Buffer>();
  const load = (): KeyFile => {
    const file = readKeyFile(path);
    keysOf.clear();
    for (const { id, key } of file.keys) keysOf.set(id, Buffer.from(key, 'base64url'));
    return file;
  };
  const currentOf = ({ keys }: KeyFile) => keys.at(-1)?.id as string;
  const keyOf = (id: string): Buffer => {
    if (!keysOf.has(id)) load();
    const key = keysOf.get(id);
    if (key === undefined) throw new Error('the key-encryption key is not in the file');
    return key;
  };
  return {
    exists: () => existsSync(path),
    create: () => writeKeyFile(path, { version: 1, keys: [newKey()] }),
    current: async () => currentOf(load()),
    async wrap(holder, key) {
      const kekId = currentOf(load());
      return { kekId, wrapped: sealBytes(keyOf(kekId), labelOf(holder, kekId), key) };
    },
    unwrap: async (holder, { kekId, wrapped }: WrappedKey) =>
      unsealBytes(keyOf(kekId), labelOf(holder, kekId), wrapped),
    async rotate() {
      const next = newKey();
      writeKeyFile(path, { version: 1, keys: [...load().keys, next] });
      return next.id;
    },
    async destroy(kekId) {
      const file = load();
      if (currentOf(file) === kekId) throw new Error('the current key-encryption key is not destroyed');
      writeKeyFile(path, { version: 1, keys: file.keys.filter(({ id }) => id !== kekId) });
      keysOf.delete(kekId);
    },
  };
}

const newKey = () => ({ id: `kek-${randomUUID()}`, key: randomBytes(32).toString('base64url') });
const labelOf = (holder: string, kekId: string) => `key of ${holder} by ${kekId}`;

/** @throws {PlatformError} `CONFIGURATION_INVALID` of a file that others may read, or that is no key file */
function readKeyFile(path: string): KeyFile {
  const refuse = (problem: string) =>
    new PlatformError('CONFIGURATION_INVALID', { errors: [{ path: 'XINQIAO_KEK_FILE', problem }] });
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
      throw refuse('The file may be read by others: set its mode to 0600.');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw refuse('The file with the key-encryption keys cannot be read.');
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse('The file holds no key-encryption keys.');
  }
  const file = KeyFile.safeParse(parsed);
  if (!file.success) throw refuse('The file holds no key-encryption keys.');
  return file.data;
}

/** All of it or nothing, and at no moment readable by others. */
function writeKeyFile(path: string, file: KeyFile): void {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.${randomUUID()}`;
  writeFileSync(next, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  chmodSync(next, 0o600);
  renameSync(next, path);
}
