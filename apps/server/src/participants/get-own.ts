import type { Handler } from '../http/run-operation.ts';
import { participantRecord } from './participant-record.ts';

/** Where the caller’s own participant stands and why. Row security shows no other. */
export const getOwnParticipant: Handler<'participants.getOwn'> = ({ services, principal }) => {
  const { participantId } = principal;
  return services.database.transaction({ participantId }, (tx) =>
    participantRecord(services, tx, participantId),
  );
};
