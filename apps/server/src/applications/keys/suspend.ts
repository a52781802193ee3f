import { type Application, PlatformError } from '@xinqiao/contracts';
import type { ApplicationKeyRow } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
import type { Handler, WriteContext } from '../../http/run-operation.ts';
import { type Acting, actOnApplication, asOperator, logAct, stepIllegal } from '../act-on-application.ts';
import type { FullApplication } from '../application-view.ts';
import { type Held, lifted, suspended } from '../suspension.ts';
import { asKeyOwner } from './own-keys.ts';

/** The key of that id that has not ended. @throws {PlatformError} `KEY_NOT_FOUND`, `STATUS_STEP_ILLEGAL` */
export function liveKey({ keys }: FullApplication, kid: string): ApplicationKeyRow {
  const key = keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) throw new PlatformError('KEY_NOT_FOUND');
  if (key.endedAt !== null) throw stepIllegal({ status: 'ENDED', endedReason: key.endedReason ?? '' });
  return key;
}

/** Suspends or reinstates a key. Once this has returned, its assertions and the tokens it was used to get are judged by it. */
function changeKey(
  context: WriteContext,
  acting: Acting,
  step: typeof suspended | typeof lifted,
  { kid, reason }: { readonly kid: string; readonly reason?: string },
): Promise<Application> {
  return actOnApplication(context, acting, async (tx, application) => {
    const key = liveKey(application, kid);
    const before = key.suspendedBy as Held;
    const after = step(before, acting.side);
    if (after === undefined)
      throw stepIllegal({
        status: before === null ? 'IN_FORCE' : 'SUSPENDED',
        suspendedBy: before ?? 'NOBODY',
      });
    await tx.applicationKey.update({
      where: { applicationId_kid: { applicationId: acting.applicationId, kid } },
      data: {
        suspendedAt: after === null ? null : (key.suspendedAt ?? context.services.tokenClock.now()),
        suspendedReason: after === null ? null : (reason ?? 'AT_OWN_REQUEST'),
        suspendedBy: after,
      },
    });
    await logAct(context, tx, acting, 'APPLICATION_CHANGED', {
      act: step === suspended ? 'KEY_SUSPENDED' : 'KEY_REINSTATED',
      ...{ kid, thumbprint: key.thumbprint, suspendedBy: after, side: acting.side },
      ...(reason === undefined ? {} : { reason }),
    });
    await appendEvent(context.services, tx, {
      participantId: acting.participantId,
      type: 'cn.xinqiao.key.status-changed.v1',
      orderingKey: acting.applicationId,
      data: {
        ...{ applicationId: acting.applicationId, kid },
        status: after === null ? 'IN_FORCE' : 'SUSPENDED',
        reason: after === null ? null : (reason ?? 'AT_OWN_REQUEST'),
      },
    });
  });
}

export const suspendKey: Handler<'keys.suspend'> = (context, input) =>
  changeKey(context, asKeyOwner(context, input), suspended, input);

export const reinstateKey: Handler<'keys.reinstate'> = (context, input) =>
  changeKey(context, asKeyOwner(context, input), lifted, input);

export const suspendAnyKey: Handler<'keys.suspendAny'> = (context, input) =>
  changeKey(context, asOperator(input), suspended, input);

export const reinstateAnyKey: Handler<'keys.reinstateAny'> = (context, input) =>
  changeKey(context, asOperator(input), lifted, input);
