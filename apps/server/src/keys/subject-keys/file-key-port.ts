import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PlatformError } from '@xinqiao/contracts';
import { z } from 'zod';
import { SealBroken } from '../secret.ts';
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
      return { kekId, wrapped: encrypt(keyOf(kekId), aadOf(holder, kekId), key) };
    },
    unwrap: async (holder, { kekId, wrapped }: WrappedKey) =>
      decrypt(keyOf(kekId), aadOf(holder, kekId), wrapped),
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
const aadOf = (holder: string, kekId: string) => Buffer.from(`key of ${holder} by ${kekId}`);

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

function encrypt(key: Buffer, aad: Buffer, plain: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

function decrypt(key: Buffer, aad: Buffer, wrapped: string): Buffer {
  const bytes = Buffer.from(wrapped, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(aad);
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('The wrapped key does not open.', { cause });
  }
}
