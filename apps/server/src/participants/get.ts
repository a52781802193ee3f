import type { Handler } from '../http/run-operation.ts';
import { participantRecord } from './participant-record.ts';

export const getParticipant: Handler<'participants.get'> = ({ services, principal }, { participantId }) =>
  services.operatorDatabase.transaction({ participantId: principal.participantId }, (tx) =>
    participantRecord(services, tx, participantId),
  );
