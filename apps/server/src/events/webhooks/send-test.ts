import { type EventId, PlatformError } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import { appendEvent } from '../append-event.ts';
import { lockedEndpoint, logChange } from './change-endpoint.ts';

/** An event that only says it is a test, to one endpoint, on the way of every other; one at a time. */
export const testWebhook: Handler<'webhooks.test'> = async (context, { endpointId }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return { eventId: earlierResult as EventId };
    const { status } = await lockedEndpoint(tx, principal, endpointId);
    if (status !== 'ACTIVE') throw new PlatformError('WEBHOOK_DISABLED');
    const waiting = await tx.webhookDelivery.findFirst({
      where: { endpointId, orderingKey: endpointId, status: 'PENDING' },
    });
    // Tests that nobody takes would only queue up.
    if (waiting !== null) throw new PlatformError('RATE_LIMITED', { details: { retryAfterSeconds: 30 } });
    const eventId = await appendEvent(services, tx, {
      ...{ participantId, type: 'cn.xinqiao.webhook.test.v1', orderingKey: endpointId },
      data: { endpointId },
    });
    await logChange(services, tx, principal, endpointId, 'TESTED');
    await complete(tx, eventId);
    return { eventId };
  });
};
