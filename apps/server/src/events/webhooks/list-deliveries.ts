import { PlatformError, sequenceOf, type WebhookDelivery } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';

/** What became of the events for an endpoint, the newest first. */
export const listDeliveries: Handler<'webhooks.listDeliveries'> = async ({ services, principal }, input) => {
  const { endpointId, status, cursor, limit } = input;
  const { participantId } = principal;
  const rows = await services.database.transaction({ participantId }, async (tx) => {
    if ((await tx.webhookEndpoint.count({ where: { id: endpointId, participantId } })) === 0)
      throw new PlatformError('WEBHOOK_NOT_FOUND');
    return tx.webhookDelivery.findMany({
      where: {
        endpointId,
        ...(status === undefined ? {} : { status }),
        ...(cursor === undefined ? {} : { position: { lt: BigInt(cursor) } }),
      },
      orderBy: { position: 'desc' },
      take: limit + 1,
      include: { event: { select: { type: true } } },
    });
  });
  const items = rows.slice(0, limit).map(
    (row) =>
      ({
        endpointId,
        eventId: row.eventId,
        type: row.event.type,
        subject: row.orderingKey,
        sequence: sequenceOf(row.position),
        status: row.status,
        attempts: row.attempts,
        lastStatus: row.lastStatus,
        lastError: row.lastError,
        nextAttemptAt: row.status === 'PENDING' ? row.nextAttemptAt.toISOString() : null,
        deliveredAt: row.deliveredAt?.toISOString() ?? null,
      }) as WebhookDelivery,
  );
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.sequence ?? null) : null };
};
