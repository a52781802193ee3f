import { takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { contactsOf, endContacts } from './contacts.ts';
import { requireContactsOf } from './may-set-contacts.ts';

/** The operator's staff ends a contact. Where there was none, nothing happens and nothing is logged. */
export const endContact: Handler<'contacts.end'> = async (context, { participantId, office, channel }) => {
  const { services, principal, earlierResult, complete } = context;
  requireContactsOf(principal, participantId);
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    if (earlierResult === undefined) {
      await contactsOf(tx, participantId);
      await takeLock(tx, `contacts of ${participantId}`);
      const ended = await endContacts(services, tx, { participantId, office }, channel);
      if (ended > 0)
        await appendEntry(services, tx, {
          kind: 'PARTICIPANT_CHANGED',
          actor: personOf(principal),
          participantId,
          subjectId: null,
          consentId: null,
          detail: { change: 'CONTACT_ENDED', office, channel },
        });
      await complete(tx, participantId);
    }
    return { items: await contactsOf(tx, participantId) };
  });
};
