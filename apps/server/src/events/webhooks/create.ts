import type { WebhookEndpointId } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import { sealNewSecret } from '../webhook-secrets.ts';
import { lockEndpoints, logChange, refuseTooMany } from './change-endpoint.ts';
import { checkWebhookUrl } from './check-url.ts';
import { endpointWithSecret } from './endpoint-view.ts';

/** A participant registers where its events go; the answer shows the secret, also when the call is repeated. */
export const createWebhook: Handler<'webhooks.create'> = async (context, { url, eventTypes }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  if (earlierResult === undefined) await checkWebhookUrl(services.outbound, url);
  return services.database.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined)
      return endpointWithSecret(services, tx, earlierResult as WebhookEndpointId);
    await lockEndpoints(tx, participantId);
    await refuseTooMany(tx, participantId);
    const id = services.newId('whk');
    await tx.webhookEndpoint.create({
      data: {
        ...{ id, participantId, url, eventTypes: [...new Set(eventTypes)] },
        ...{ status: 'ACTIVE', createdAt: services.clock.now() },
      },
    });
    await tx.webhookSecret.create({
      data: {
        ...{ endpointId: id, slot: 1, participantId },
        ...{ sealed: sealNewSecret(services.vault, id), createdAt: services.tokenClock.now() },
      },
    });
    await logChange(services, tx, principal, id, 'CREATED');
    await complete(tx, id);
    return endpointWithSecret(services, tx, id);
  });
};
