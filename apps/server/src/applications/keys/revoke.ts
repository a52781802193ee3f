import type { Application, Instant } from '@xinqiao/contracts';
import { appendEvent } from '../../events/append-event.ts';
import type { Handler, WriteContext } from '../../http/run-operation.ts';
import { type Acting, actOnApplication, asOperator, logAct, stepIllegal } from '../act-on-application.ts';
import { asKeyOwner } from './own-keys.ts';
import { liveKey } from './suspend.ts';

/** Ends a key for good, the last one too: who fears for a key must be able to stop it. */
function revoke(
  context: WriteContext,
  acting: Acting,
  { kid, reason }: { readonly kid: string; readonly reason: string },
): Promise<Application> {
  const { services } = context;
  return actOnApplication(context, acting, async (tx, application) => {
    const { thumbprint, validTo, suspendedBy } = liveKey(application, kid);
    const { applicationId, participantId, side } = acting;
    // What the operator suspended is evidence until it says otherwise; it is refused already.
    if (side === 'OWNER' && suspendedBy !== null && suspendedBy !== 'OWNER')
      throw stepIllegal({ status: 'SUSPENDED', suspendedBy });
    await tx.applicationKey.update({
      where: { applicationId_kid: { applicationId, kid } },
      data: { endedAt: services.tokenClock.now(), endedReason: reason },
    });
    await logAct(context, tx, acting, 'KEY_REVOKED', { kid, thumbprint, reason, side });
    await appendEvent(services, tx, {
      participantId,
      type: 'cn.xinqiao.key.revoked.v1',
      orderingKey: applicationId,
      data: { applicationId, kid, expiresAt: validTo.toISOString() as Instant },
    });
  });
}

export const revokeKey: Handler<'keys.revoke'> = (context, input) =>
  revoke(context, asKeyOwner(context, input), input);

export const revokeAnyKey: Handler<'keys.revokeAny'> = (context, input) =>
  revoke(context, asOperator(input), input);
