import { PlatformError } from '@xinqiao/contracts';
import { takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { contactView, putContact } from './contacts.ts';
import { requireContactsOf } from './may-set-contacts.ts';

/** The operator's staff says how an office of a participant is reached. */
export const setContact: Handler<'contacts.set'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId, office, channel, address, language } = input;
  requireContactsOf(principal, participantId);
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    if (earlierResult !== undefined)
      return contactView(await tx.contact.findUniqueOrThrow({ where: { id: earlierResult } }));
    if ((await tx.participant.findUnique({ where: { id: participantId } })) === null)
      throw new PlatformError('PARTICIPANT_NOT_FOUND');
    // Of two at once the second replaces the first.
    await takeLock(tx, `contacts of ${participantId}`);
    const owner = { participantId, office };
    const contact = await putContact(services, tx, { owner, channel, address, language });
    await appendEntry(services, tx, {
      kind: 'PARTICIPANT_CHANGED',
      actor: personOf(principal),
      participantId,
      subjectId: null,
      consentId: null,
      detail: { change: 'CONTACT_SET', office, channel },
    });
    await complete(tx, contact.id);
    return contactView(contact);
  });
};
