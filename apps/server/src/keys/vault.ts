import { createHmac } from 'node:crypto';
import { deriveKey, seal, unseal } from './secret.ts';

/** Keeps what must not lie in the database in the clear, without handing the installation's secret around. */
export interface Vault {
  /** @param label Bound to the text: what was sealed under one label does not open under another. */
  seal(label: string, plain: string): string;
  /** @throws when the secret is another one, or the sealed text or its label was changed. */
  unseal(label: string, sealed: string): string;
  /** Keyed hash (HMAC-SHA-256, base64url) to find or count a text by: equal only for the same use and text. */
  digest(use: string, plain: string): string;
}

export const openVault = (secret: string): Vault => ({
  seal: (label, plain) => seal(secret, label, plain),
  unseal: (label, sealed) => unseal(secret, label, sealed),
  digest: (use, plain) =>
    createHmac('sha256', deriveKey(secret, `digest ${use}`))
      .update(plain)
      .digest('base64url'),
});
