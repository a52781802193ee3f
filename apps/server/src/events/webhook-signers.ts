import { createPrivateKey } from 'node:crypto';
import type { Database } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import { loadKeysInForce } from '../keys/load-keys.ts';
import type { WebhookKeys } from './webhook-signature.ts';

export type WebhookSigners = WebhookKeys['signers'];

/** How long keys are used before they are read anew, in milliseconds: a rotation reaches every node in that time. */
const READ_ANEW_AFTER_MS = 60_000;
/** Newest keys that sign: two, so that a rotation breaks nobody. */
const MOST = 2;

/**
 * Reads the platform's Ed25519 keys for deliveries.
 *
 * @param database Connections as `xinqiao_worker`.
 */
export function webhookSigners(
  database: Database,
  secret: string,
  clock: Clock,
): () => Promise<WebhookSigners> {
  let known: { readonly signers: WebhookSigners; readonly at: number } | undefined;
  return async () => {
    const at = clock.now().getTime();
    if (known === undefined || at - known.at >= READ_ANEW_AFTER_MS) {
      const keys = await loadKeysInForce(database, secret, clock, 'WEBHOOK');
      const signers = keys.slice(0, MOST).map(({ privateJwk }) => ({
        privateKey: createPrivateKey({ key: privateJwk as never, format: 'jwk' }),
      }));
      known = { signers, at };
    }
    return known.signers;
  };
}
