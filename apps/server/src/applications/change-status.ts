import { type Application, PlatformError } from '@xinqiao/contracts';
import { appendEvent } from '../events/append-event.ts';
import { personOf } from '../http/principal.ts';
import type { Handler, WriteContext } from '../http/run-operation.ts';
import { requireOpenBreakGlass } from '../staff/break-glass.ts';
import { requireEnoughWithout } from '../staff/duties.ts';
import {
  type Acting,
  actOnApplication,
  asOperator,
  asOwner,
  logAct,
  stepIllegal,
} from './act-on-application.ts';
import { type Held, lifted, suspended } from './suspension.ts';

interface Change {
  readonly reason: string;
  readonly note?: string | undefined;
  readonly breakGlassId?: string | undefined;
}

/** Suspends or reinstates an application. Once this has returned, every node judges its calls by it. */
function changeStatus(
  context: WriteContext,
  acting: Acting,
  step: typeof suspended | typeof lifted,
  change: Change,
): Promise<Application> {
  return actOnApplication(context, acting, async (tx, application) => {
    const { applicationId, participantId, side } = acting;
    const before = application.statusBy as Held;
    const after = step(before, side);
    if (after === undefined)
      throw stepIllegal({ status: application.status, suspendedBy: before ?? 'NOBODY' });
    const status = after === null ? 'ACTIVE' : 'SUSPENDED';
    // What is left when the operator lifts its own was the owner's wish.
    const reason = step === lifted && after === 'OWNER' ? 'AT_OWN_REQUEST' : change.reason;
    await tx.application.update({
      where: { id: applicationId },
      data: {
        status,
        statusBy: after,
        statusSince: context.services.clock.now(),
        statusReason: after === null ? null : reason,
        statusNote: after === null ? null : (change.note ?? null),
      },
    });
    await logAct(context, tx, acting, 'APPLICATION_STATUS_CHANGED', {
      status,
      suspendedBy: after,
      side,
      reason,
      ...(change.breakGlassId === undefined ? {} : { breakGlassId: change.breakGlassId }),
    });
    await appendEvent(context.services, tx, {
      participantId,
      type: 'cn.xinqiao.application.status-changed.v1',
      orderingKey: applicationId,
      data: { applicationId, status, reason },
    });
  });
}

const REINSTATED: Change = { reason: 'REINSTATED' };

export const suspendApplication: Handler<'applications.suspend'> = (context, input) =>
  changeStatus(context, asOwner(context, input), suspended, input);

export const reinstateApplication: Handler<'applications.reinstate'> = (context, input) =>
  changeStatus(context, asOwner(context, input), lifted, REINSTATED);

/** The tool of a member of staff too, in an emergency, as long as enough others can act. */
export const suspendAnyApplication: Handler<'applications.suspendAny'> = (context, input) =>
  changeStatus(
    context,
    {
      ...asOperator(input),
      async onTool(tx, identityId) {
        const { services, principal } = context;
        const { breakGlassId } = input;
        if (breakGlassId === undefined) throw new PlatformError('APPLICATION_NOT_FOUND');
        await requireOpenBreakGlass(services, tx, breakGlassId, personOf(principal));
        await requireEnoughWithout(tx, input.participantId, identityId);
      },
    },
    suspended,
    input,
  );

/** Never her own tool, by whatever other door. */
export const reinstateAnyApplication: Handler<'applications.reinstateAny'> = (context, input) =>
  changeStatus(
    context,
    {
      ...asOperator(input),
      async onTool(_tx, identityId) {
        if (identityId === personOf(context.principal)) throw new PlatformError('FOUR_EYES_REQUIRED');
      },
    },
    lifted,
    REINSTATED,
  );
