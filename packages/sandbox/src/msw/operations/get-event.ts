import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from './operation-handler.ts';

/** One of the bank's own events. Another bank's event and a missing one look the same. */
export const getEvent: Handler<'events.get'> = async ({ platform, principal }, { eventId }) => {
  const event = platform.events.get(principal.participantId, eventId);
  if (event === undefined) throw new PlatformError('EVENT_NOT_FOUND');
  return event;
};
