import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Database } from '@xinqiao/db';
import type { Clock } from '../../src/clock.ts';
import type { KeyPort, WrappedKey } from '../../src/keys/subject-keys/key-port.ts';
import { openPersonalVault, type PersonalVault } from '../../src/keys/subject-keys/personal-vault.ts';

/** What stands for a key management service in tests: keys in memory that never leave it. */
export interface KmsDouble extends KeyPort {
  /** Ids of the key-encryption keys it still has, the current one last. */
  readonly kekIds: () => string[];
  /** Calls of each kind so far. */
  readonly calls: Record<'wrap' | 'unwrap', number>;
}

export function kmsDouble(): KmsDouble {
  const keys = new Map<string, Buffer>();
  let made = 0;
  const add = () => {
    const id = `kms-${++made}`;
    keys.set(id, randomBytes(32));
    return id;
  };
  add();
  const current = () => [...keys.keys()].at(-1) as string;
  const keyOf = (id: string) => {
    const key = keys.get(id);
    if (key === undefined) throw new Error('no such key-encryption key');
    return key;
  };
  const calls = { wrap: 0, unwrap: 0 };
  return {
    calls,
    kekIds: () => [...keys.keys()],
    current: async () => current(),
    async wrap(holder, key): Promise<WrappedKey> {
      calls.wrap++;
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(current()), nonce);
      cipher.setAAD(Buffer.from(holder));
      const text = Buffer.concat([cipher.update(key), cipher.final()]);
      return {
        kekId: current(),
        wrapped: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url'),
      };
    },
    async unwrap(holder, { kekId, wrapped }) {
      calls.unwrap++;
      const bytes = Buffer.from(wrapped, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(kekId), bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(holder));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    },
    rotate: async () => add(),
    async destroy(kekId) {
      if (kekId === current()) throw new Error('it is in use');
      keys.delete(kekId);
    },
  };
}

/** A vault on a database that has no server. @param worker Connections as `xinqiao_worker`. */
export async function personalVault(
  worker: Database,
  secret: string,
  clock: Clock,
  port: KeyPort = kmsDouble(),
): Promise<PersonalVault> {
  const id = await port.current();
  await worker.transaction({}, (tx) =>
    tx.keyEncryptionKey.createMany({ data: { id, createdAt: clock.now() } }),
  );
  return openPersonalVault(secret, port, clock);
}
