import type { Handler } from '../../http/run-operation.ts';
import { changeEndpoint, refuseTooMany, tryAgain } from './change-endpoint.ts';

/** The endpoint gets events again; what waited for it is tried at once, and for another 72 h. */
export const enableWebhook: Handler<'webhooks.enable'> = async (context, { endpointId }) =>
  changeEndpoint(context, endpointId, 'ENABLED', async (tx, { status, participantId }) => {
    if (status === 'ACTIVE') return false;
    await refuseTooMany(tx, participantId);
    await tx.webhookEndpoint.update({
      where: { id: endpointId },
      data: { status: 'ACTIVE', statusReason: null },
    });
    await tryAgain(tx, endpointId, context.services.tokenClock.now());
    return true;
  });
