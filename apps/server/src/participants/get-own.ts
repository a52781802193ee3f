import type { Handler } from '../http/run-operation.ts';
import { participantRecord } from './participant-record.ts';
import { isShownToItsTarget } from './proposals/proposal-view.ts';

/** Where the caller’s own participant stands and why. Row security shows no other, and nothing thought of against it. */
export const getOwnParticipant: Handler<'participants.getOwn'> = ({ services, principal }) => {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, (tx) =>
    participantRecord(services, tx, participantId, isShownToItsTarget),
  );
};
