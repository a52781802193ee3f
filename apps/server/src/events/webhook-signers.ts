import { createPrivateKey } from 'node:crypto';
import type { Database } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import { keyRing } from '../keys/key-ring.ts';
import { kindOf } from '../keys/make-key.ts';
import type { WebhookKeys } from './webhook-signature.ts';

export type WebhookSigners = WebhookKeys['signers'];

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
  const ring = keyRing(database, secret, clock, kindOf('WEBHOOK'));
  return async () =>
    (await ring.inForce()).slice(0, MOST).map(({ privateJwk }) => ({
      privateKey: createPrivateKey({ key: privateJwk as never, format: 'jwk' }),
    }));
}
