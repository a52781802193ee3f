import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { eventEnvelope } from './event-envelope.ts';

/** One of the participant's own events, once it has its place in the stream. */
export const getEvent: Handler<'events.get'> = async ({ services, principal }, { eventId }) => {
  const { participantId } = principal;
  const row = await services.database.transaction({ participantId }, (tx) =>
    tx.event.findUnique({ where: { id: eventId, participantId } }),
  );
  if (row === null || row.position === null) throw new PlatformError('EVENT_NOT_FOUND');
  return eventEnvelope({ ...row, position: row.position });
};
