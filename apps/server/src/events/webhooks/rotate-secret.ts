import { WEBHOOK_SECRET_OVERLAP_MS } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import { sealNewSecret } from '../webhook-secrets.ts';
import { lockedEndpoint, logChange } from './change-endpoint.ts';
import { endpointWithSecret } from './endpoint-view.ts';

/** A new secret; the one before signs beside it for 24 h, so that a bank can change over without a gap. */
export const rotateWebhookSecret: Handler<'webhooks.rotateSecret'> = async (context, { endpointId }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return endpointWithSecret(services, tx, endpointId);
    await lockedEndpoint(tx, principal, endpointId);
    const now = services.tokenClock.now();
    const newest = await tx.webhookSecret.findFirstOrThrow({ where: { endpointId, endsAt: null } });
    const slot = newest.slot === 1 ? 2 : 1;
    await tx.webhookSecret.deleteMany({ where: { endpointId, slot } });
    await tx.webhookSecret.update({
      where: { endpointId_slot: { endpointId, slot: newest.slot } },
      data: { endsAt: new Date(now.getTime() + WEBHOOK_SECRET_OVERLAP_MS) },
    });
    const sealed = sealNewSecret(services.vault, endpointId);
    await tx.webhookSecret.create({ data: { endpointId, slot, participantId, sealed, createdAt: now } });
    await logChange(services, tx, principal, endpointId, 'SECRET_ROTATED');
    await complete(tx, endpointId);
    return endpointWithSecret(services, tx, endpointId);
  });
};
