import type { ParticipantId } from '@xinqiao/contracts';
import { type Database, takeLock } from '@xinqiao/db';
import { PERSONAS } from '@xinqiao/sandbox';
import { SANDBOX_PARTICIPANTS } from '../sandbox/sandbox-participants.ts';
import type { Services } from '../services.ts';
import { type NewContact, putContact } from './contacts.ts';

/**
 * Gives everybody in the sandbox a contact, once: its people a number, its participants an e-mail address for each
 * office. Repeated and on several nodes it changes nothing. None is ever written to: a sandbox hands no message over.
 *
 * @param database Connections as `xinqiao_operator`.
 */
export async function seedContacts(
  services: Pick<Services, 'clock' | 'newId' | 'vault'>,
  database: Database,
): Promise<void> {
  await database.transaction({}, async (tx) => {
    await takeLock(tx, 'contacts of the sandbox');
    const rows = await tx.contact.findMany({ select: { identityId: true, participantId: true } });
    const known = new Set(rows.map(({ identityId, participantId }) => identityId ?? participantId));
    for (const [at, { id: identityId }] of PERSONAS.entries())
      if (!known.has(identityId))
        await putContact(services, tx, {
          ...{ owner: { identityId }, channel: 'SMS', language: 'zh' },
          address: `190${String(at + 1).padStart(8, '0')}`,
        });
    for (const { id } of SANDBOX_PARTICIPANTS)
      if (!known.has(id)) for (const contact of officesOf(id)) await putContact(services, tx, contact);
  });
}

const officesOf = (participantId: ParticipantId): NewContact[] =>
  (['TECHNICAL', 'SECURITY', 'BUSINESS'] as const).map((office) => ({
    owner: { participantId, office },
    channel: 'EMAIL',
    language: 'zh',
    address: `${office.toLowerCase()}@${participantId.slice(-2)}.sandbox.example`,
  }));
