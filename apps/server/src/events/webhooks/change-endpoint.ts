import {
  MOST_WEBHOOK_ENDPOINTS,
  PlatformError,
  type WebhookEndpoint,
  type WebhookEndpointId,
} from '@xinqiao/contracts';
import { type Tx, takeLock, type WebhookEndpointRow } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { actorOf, type Principal } from '../../http/principal.ts';
import type { WriteContext } from '../../http/run-operation.ts';
import type { Services } from '../../services.ts';
import { endpointView } from './endpoint-view.ts';

type EndpointAct = 'CREATED' | 'UPDATED' | 'SECRET_ROTATED' | 'DISABLED' | 'ENABLED' | 'TESTED';

/**
 * Changes one of the caller's endpoints: one change of a participant's endpoints at a time, logged with it.
 *
 * @param change Makes the change; false when there was nothing to change.
 * @throws {PlatformError} `WEBHOOK_NOT_FOUND`
 */
export async function changeEndpoint(
  { services, principal, earlierResult, complete }: WriteContext,
  endpointId: WebhookEndpointId,
  act: EndpointAct,
  change: (tx: Tx, row: WebhookEndpointRow) => Promise<boolean>,
): Promise<WebhookEndpoint> {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    if (earlierResult === undefined) {
      const row = await lockedEndpoint(tx, principal, endpointId);
      if (await change(tx, row)) await logChange(services, tx, principal, endpointId, act);
      await complete(tx, endpointId);
    }
    return endpointView(services, tx, endpointId);
  });
}

/** One of the caller's endpoints, which nobody else changes until the transaction ends. */
export async function lockedEndpoint(
  tx: Tx,
  { participantId }: Principal,
  endpointId: WebhookEndpointId,
): Promise<WebhookEndpointRow> {
  await lockEndpoints(tx, participantId);
  const row = await tx.webhookEndpoint.findUnique({ where: { id: endpointId, participantId } });
  if (row === null) throw new PlatformError('WEBHOOK_NOT_FOUND');
  return row;
}

/** Lets one change of a participant's endpoints happen at a time. */
export const lockEndpoints = (tx: Tx, participantId: string): Promise<void> =>
  takeLock(tx, `webhook endpoints of ${participantId}`);

/** @throws {PlatformError} `WEBHOOK_LIMIT_REACHED`; call it under {@link lockEndpoints} */
export async function refuseTooMany(tx: Tx, participantId: string): Promise<void> {
  const active = await tx.webhookEndpoint.count({ where: { participantId, status: 'ACTIVE' } });
  if (active >= MOST_WEBHOOK_ENDPOINTS) throw new PlatformError('WEBHOOK_LIMIT_REACHED');
}

/** Starts the retries of what waits for an endpoint anew. What is under way goes on. */
export async function tryAgain(tx: Tx, endpointId: string, now: Date): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { endpointId, status: 'PENDING', OR: [{ leasedUntil: null }, { leasedUntil: { lte: now } }] },
    data: { attempts: 0, dueSince: now, nextAttemptAt: now },
  });
}

export const logChange = (
  services: Services,
  tx: Tx,
  principal: Principal,
  endpointId: WebhookEndpointId,
  act: EndpointAct,
) =>
  appendEntry(services, tx, {
    kind: 'WEBHOOK_CHANGED',
    actor: actorOf(principal),
    participantId: principal.participantId,
    ...{ subjectId: null, consentId: null },
    detail: { endpointId, act },
  });
