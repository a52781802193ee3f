import { type ContactChannel, type MessageLanguage, parseAddress } from '@xinqiao/contracts';
import { type Tx, takeLock } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { ownerOf } from '../../audit/owner.ts';
import { addressHashOf, endContacts, putContact } from '../../notifications/contacts.ts';
import type { AuthorizationServices } from '../authorization-services.ts';

/** Most addresses a person gives within 24 hours. */
const DAILY = 10;
const DAY_MS = 86_400_000;

/** How a person wants to be reached on a channel; without an address, not at all. */
export interface OwnContact {
  readonly channel: ContactChannel;
  readonly address: string | null;
  readonly language: MessageLanguage;
}

/**
 * Sets or ends an address of a person’s own, with a log entry that names the channel and never the address. What is
 * so already stays as it is and is not logged again.
 *
 * @returns `LIMIT` when she gave too many within a day; nothing changed then.
 * @throws {PlatformError} `RECIPIENT_INVALID`
 */
export async function changeOwnContact(
  services: AuthorizationServices,
  identityId: string,
  contact: OwnContact,
): Promise<'DONE' | 'LIMIT'> {
  return services.database.transaction({ identityId }, async (tx) => {
    await takeLock(tx, `contacts of ${identityId}`);
    const { channel, address } = contact;
    const changed =
      address === null
        ? (await endContacts(services, tx, { identityId }, channel)) > 0 && 'CONTACT_ENDED'
        : await give(services, tx, identityId, { ...contact, address });
    if (changed === 'LIMIT') return 'LIMIT';
    if (changed !== false)
      await appendEntry(services, tx, {
        kind: 'CONTACT_CHANGED',
        actor: ownerOf(services.vault, services.operatorId, identityId),
        participantId: null,
        subjectId: null,
        consentId: null,
        detail: { change: changed, channel },
      });
    return 'DONE';
  });
}

async function give(
  services: AuthorizationServices,
  tx: Tx,
  identityId: string,
  { channel, address, language }: OwnContact & { readonly address: string },
): Promise<'CONTACT_SET' | 'LIMIT' | false> {
  const { clock, vault } = services;
  const addressHash = addressHashOf(vault, channel, parseAddress(channel, address).value);
  const same = { identityId, channel, addressHash, language, endedAt: null };
  if ((await tx.contact.count({ where: same })) > 0) return false;
  const dayAgo = new Date(clock.now().getTime() - DAY_MS);
  if ((await tx.contact.count({ where: { identityId, createdAt: { gt: dayAgo } } })) >= DAILY) return 'LIMIT';
  await putContact(services, tx, { owner: { identityId }, channel, address, language });
  return 'CONTACT_SET';
}
