import type { Handler } from '../http/run-operation.ts';
import { contactsOf } from './contacts.ts';

/** How the offices of a participant are reached; addresses stay hidden. */
export const listContacts: Handler<'contacts.list'> = ({ services, principal }, { participantId }) =>
  services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => ({
    items: await contactsOf(tx, participantId),
  }));
