import { type EventType, PlatformError } from '@xinqiao/contracts';
import { replayEvents } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { actorOf } from '../../http/principal.ts';
import type { Handler } from '../../http/run-operation.ts';
import { lockedEndpoint } from './change-endpoint.ts';

const TEST_TYPE: EventType = 'cn.xinqiao.webhook.test.v1';

/** Events of the last ninety days go to an endpoint once more, in their order and with their ids. */
export const replayWebhookEvents: Handler<'webhooks.replay'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  const { endpointId, eventId, from, to, onlyDead, limit } = input;
  return services.database.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return { queued: Number(earlierResult) };
    const { statusReason } = await lockedEndpoint(tx, principal, endpointId);
    if (eventId !== undefined) {
      const known = { id: eventId, participantId, position: { not: null } };
      if ((await tx.event.count({ where: known })) === 0) throw new PlatformError('EVENT_NOT_FOUND');
    }
    const queued = await replayEvents(tx, {
      ...{ participantId, endpointId, now: services.tokenClock.now(), testType: TEST_TYPE },
      ...{ eventId, onlyDead, limit },
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    });
    if (statusReason === 'DELIVERY_DEAD')
      await tx.webhookEndpoint.update({ where: { id: endpointId }, data: { statusReason: null } });
    await appendEntry(services, tx, {
      ...{ kind: 'EVENTS_REPLAYED', actor: actorOf(principal), participantId },
      ...{ subjectId: null, consentId: null, detail: { endpointId, queued } },
    });
    await complete(tx, String(queued));
    return { queued };
  });
};
