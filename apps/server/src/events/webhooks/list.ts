import type { Handler } from '../../http/run-operation.ts';
import { endpointViews } from './endpoint-view.ts';

/** The participant's own endpoints and how they stand, the newest first. */
export const listWebhooks: Handler<'webhooks.list'> = async ({ services, principal }) => {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    const rows = await tx.webhookEndpoint.findMany({ where: { participantId }, orderBy: { id: 'desc' } });
    return { items: await endpointViews(services, tx, rows) };
  });
};
