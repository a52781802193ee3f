import type { Handler } from '../../http/run-operation.ts';
import { changeEndpoint } from './change-endpoint.ts';

/** Nothing more is sent to the endpoint until it is enabled; what waits for it goes on waiting. */
export const disableWebhook: Handler<'webhooks.disable'> = async (context, { endpointId }) =>
  changeEndpoint(context, endpointId, 'DISABLED', async (tx, { status }) => {
    if (status === 'DISABLED') return false;
    await tx.webhookEndpoint.update({
      where: { id: endpointId },
      data: { status: 'DISABLED', statusReason: 'BY_OWNER' },
    });
    return true;
  });
