import { createHmac } from 'node:crypto';
import { deriveKey, sealingKey, sealWith, unsealWith } from './secret.ts';

/** Keeps what must not lie in the database in the clear, without handing the installation's secret around. */
export interface Vault {
  /** @param label Bound to the text: what was sealed under one label does not open under another. */
  seal(label: string, plain: string): string;
  /** @throws {SealBroken} when the secret is another one, or the sealed text or its label was changed. */
  unseal(label: string, sealed: string): string;
  /**
   * Keyed hash (HMAC-SHA-256, base64url) to find or count a text by: equal only for the same use and text.
   *
   * @param use One of a few fixed names: the key of each is kept.
   */
  digest(use: string, plain: string): string;
}

/** Opens the vault of an installation. Keys are derived once. */
export function openVault(secret: string): Vault {
  const key = sealingKey(secret);
  const digestKeys = new Map<string, Buffer>();
  const digestKey = (use: string): Buffer => {
    const kept = digestKeys.get(use) ?? deriveKey(secret, `digest ${use}`);
    digestKeys.set(use, kept);
    return kept;
  };
  return {
    seal: (label, plain) => sealWith(key, label, plain),
    unseal: (label, sealed) => unsealWith(key, label, sealed),
    digest: (use, plain) => createHmac('sha256', digestKey(use)).update(plain).digest('base64url'),
  };
}
