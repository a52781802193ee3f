import { cutPage, pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';
import { participantView } from './participant-view.ts';

/** All participants, the operator among them, newest first. */
export const listParticipants: Handler<'participants.list'> = async ({ services, principal }, input) => {
  const { status, kind } = input;
  const rows = await services.operatorDatabase.transaction({ participantId: principal.participantId }, (tx) =>
    tx.participant.findMany({
      ...pageArguments(input),
      where: { ...(status === undefined ? {} : { status }), ...(kind === undefined ? {} : { kind }) },
    }),
  );
  return cutPage(rows, input.limit, participantView);
};
