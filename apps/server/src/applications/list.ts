import { type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { CallContext, Handler } from '../http/run-operation.ts';
import { applicationView, WITH_KEYS } from './application-view.ts';

const applicationsOf = async ({ services }: CallContext, tx: Tx, participantId: ParticipantId) => {
  const rows = await tx.application.findMany({
    where: { participantId },
    include: WITH_KEYS,
    orderBy: { id: 'asc' },
  });
  const now = services.tokenClock.now();
  return { items: rows.map((row) => applicationView(row, now)) };
};

/** The applications of the caller’s own participant. */
export const listApplications: Handler<'applications.list'> = (context) => {
  const { services, principal } = context;
  const { participantId } = principal;
  return services.database.transaction({ participantId }, (tx) => applicationsOf(context, tx, participantId));
};

/** The applications of any participant, for the operator. */
export const listApplicationsOf: Handler<'applications.listOf'> = (context, { participantId }) => {
  const { services, principal } = context;
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    if ((await tx.participant.count({ where: { id: participantId } })) === 0)
      throw new PlatformError('PARTICIPANT_NOT_FOUND');
    return applicationsOf(context, tx, participantId);
  });
};
