import { createPublicKey } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import { type KeyStore, publicKeys } from '../keys/list-keys.ts';
import { formatWebhookPublicKey } from './webhook-key.ts';

/**
 * `GET /.well-known/xinqiao-webhook-keys.json`: the public keys that deliveries are signed with (`v1a`), as a JWK set
 * (RFC 7517) in which each key also stands as Standard Webhooks writes it, `whpk_…`. Two of them during a rotation.
 */
export function mountWebhookKeys(app: FastifyInstance, store: KeyStore, clock: Clock): void {
  app.get('/.well-known/xinqiao-webhook-keys.json', async (_request, reply) => {
    const { keys } = await publicKeys(store, ['WEBHOOK'], clock.now());
    return reply.headers({ 'access-control-allow-origin': '*' }).send({
      keys: keys.map((jwk) => ({
        ...jwk,
        whpk: formatWebhookPublicKey(createPublicKey({ key: jwk as never, format: 'jwk' })),
      })),
    });
  });
}
