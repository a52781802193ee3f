import type { Handler } from '../../http/run-operation.ts';
import { changeEndpoint, tryAgain } from './change-endpoint.ts';
import { checkWebhookUrl } from './check-url.ts';

/** Another address or other types. What waits for the endpoint goes to the new address, at once. */
export const updateWebhook: Handler<'webhooks.update'> = async (context, { endpointId, url, eventTypes }) => {
  const { services, earlierResult } = context;
  if (url !== undefined && earlierResult === undefined) await checkWebhookUrl(services.outbound, url);
  return changeEndpoint(context, endpointId, 'UPDATED', async (tx, row) => {
    if (url === undefined && eventTypes === undefined) return false;
    await tx.webhookEndpoint.update({
      where: { id: endpointId },
      data: {
        ...(url === undefined ? {} : { url }),
        ...(eventTypes === undefined ? {} : { eventTypes: [...new Set(eventTypes)] }),
      },
    });
    if (url !== undefined && url !== row.url) await tryAgain(tx, endpointId, services.tokenClock.now());
    return true;
  });
};
