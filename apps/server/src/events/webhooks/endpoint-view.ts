import { PlatformError, type WebhookEndpoint, type WebhookEndpointId } from '@xinqiao/contracts';
import type { Tx, WebhookEndpointRow } from '@xinqiao/db';
import type { Services } from '../../services.ts';
import { formatWebhookSecret } from '../webhook-key.ts';
import { unsealSecret } from '../webhook-secrets.ts';

/** Endpoints as their participant sees them. */
export async function endpointViews(
  { tokenClock }: Pick<Services, 'tokenClock'>,
  tx: Tx,
  rows: readonly WebhookEndpointRow[],
): Promise<WebhookEndpoint[]> {
  const ofThese = { endpointId: { in: rows.map(({ id }) => id) } };
  const counts = await tx.webhookDelivery.groupBy({
    by: ['endpointId', 'status'],
    where: { ...ofThese, status: { in: ['PENDING', 'DEAD'] } },
    _count: true,
  });
  const secrets = await tx.webhookSecret.findMany({
    where: { ...ofThese, OR: [{ endsAt: null }, { endsAt: { gt: tokenClock.now() } }] },
    orderBy: { endsAt: { sort: 'desc', nulls: 'first' } },
  });
  return rows.map((row) => {
    const count = (status: string) =>
      counts.find((each) => each.endpointId === row.id && each.status === status)?._count ?? 0;
    return {
      endpointId: row.id,
      participantId: row.participantId,
      url: row.url,
      eventTypes: row.eventTypes,
      status: row.status,
      statusReason: row.statusReason,
      pending: count('PENDING'),
      dead: count('DEAD'),
      secretsEnd: secrets
        .filter(({ endpointId }) => endpointId === row.id)
        .map(({ endsAt }) => endsAt?.toISOString() ?? null),
      createdAt: row.createdAt.toISOString(),
    } as WebhookEndpoint;
  });
}

/** One endpoint. @throws {PlatformError} `WEBHOOK_NOT_FOUND`, also for another participant's */
export async function endpointView(
  services: Pick<Services, 'tokenClock'>,
  tx: Tx,
  endpointId: WebhookEndpointId,
): Promise<WebhookEndpoint> {
  const row = await tx.webhookEndpoint.findUnique({ where: { id: endpointId } });
  if (row === null) throw new PlatformError('WEBHOOK_NOT_FOUND');
  const [view] = await endpointViews(services, tx, [row]);
  return view as WebhookEndpoint;
}

/** One endpoint with its newest secret, for whoever made it. */
export async function endpointWithSecret(
  services: Pick<Services, 'tokenClock' | 'vault'>,
  tx: Tx,
  endpointId: WebhookEndpointId,
) {
  const endpoint = await endpointView(services, tx, endpointId);
  const { sealed } = await tx.webhookSecret.findFirstOrThrow({ where: { endpointId, endsAt: null } });
  return { endpoint, secret: formatWebhookSecret(unsealSecret(services.vault, endpointId, sealed)) };
}
