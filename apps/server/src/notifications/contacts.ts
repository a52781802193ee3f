import {
  type Contact,
  type ContactChannel,
  type ContactId,
  type ContactOffice,
  type Instant,
  type MessageLanguage,
  type ParticipantId,
  PlatformError,
  parseAddress,
} from '@xinqiao/contracts';
import type { ContactRow, Tx } from '@xinqiao/db';
import { personHolder } from '../keys/subject-keys/holder.ts';
import type { Services } from '../services.ts';

/** Whose contact it is: an office of a participant, or a person. */
export type ContactOwner =
  | { readonly participantId: ParticipantId; readonly office: ContactOffice }
  | { readonly identityId: string };

export interface NewContact {
  readonly owner: ContactOwner;
  readonly channel: ContactChannel;
  /** As given; refused when malformed. */
  readonly address: string;
  readonly language: MessageLanguage;
}

type ContactServices = Pick<Services, 'clock' | 'newId' | 'vault'>;

/** What a sealed address is bound to: moved to another contact or message it does not open. */
export const addressLabel = (id: string): string => `address of ${id}`;

/** Seals an address under the key of the person it reaches; that of an office under the installation’s own. */
export const sealAddress = (
  vault: ContactServices['vault'],
  tx: Tx,
  identityId: string | null,
  id: string,
  address: string,
): Promise<string> =>
  identityId === null
    ? Promise.resolve(vault.seal(addressLabel(id), address))
    : vault.sealFor(tx, personHolder(identityId), addressLabel(id), address);

/** One mailbox, however its owner writes it. */
export const addressHashOf = (
  vault: ContactServices['vault'],
  channel: ContactChannel,
  value: string,
): string => vault.digest('address', `${channel} ${value.toLowerCase()}`);

/**
 * Notes an address in place of the one before. It is sealed at once: afterwards only the worker opens it, to send.
 *
 * @throws {PlatformError} `RECIPIENT_INVALID`
 */
export async function putContact(
  { clock, newId, vault }: ContactServices,
  tx: Tx,
  { owner, channel, address, language }: NewContact,
): Promise<ContactRow> {
  const { value, masked } = parseAddress(channel, address);
  await endContacts({ clock }, tx, owner, channel);
  const id = newId('ctc');
  return tx.contact.create({
    data: {
      ...{ id, ...ownerColumns(owner), channel, language, masked },
      sealed: await sealAddress(vault, tx, 'identityId' in owner ? owner.identityId : null, id, value),
      addressHash: addressHashOf(vault, channel, value),
      createdAt: clock.now(),
    },
  });
}

/** Ends what there is of an owner on a channel. @returns How many that were. */
export async function endContacts(
  { clock }: Pick<Services, 'clock'>,
  tx: Tx,
  owner: ContactOwner,
  channel: ContactChannel,
): Promise<number> {
  const where = { ...ownerColumns(owner), channel, endedAt: null };
  return (await tx.contact.updateMany({ where, data: { endedAt: clock.now() } })).count;
}

const ownerColumns = (owner: ContactOwner) =>
  'office' in owner
    ? { participantId: owner.participantId, kind: owner.office }
    : { identityId: owner.identityId, kind: 'PERSON' };

/** @throws {PlatformError} `PARTICIPANT_NOT_FOUND` */
export async function contactsOf(tx: Tx, participantId: ParticipantId): Promise<Contact[]> {
  if ((await tx.participant.findUnique({ where: { id: participantId } })) === null)
    throw new PlatformError('PARTICIPANT_NOT_FOUND');
  const rows = await tx.contact.findMany({
    where: { participantId, endedAt: null },
    orderBy: { id: 'desc' },
  });
  return rows.map(contactView);
}

export const contactView = (row: ContactRow): Contact => ({
  contactId: row.id as ContactId,
  participantId: row.participantId as ParticipantId,
  office: row.kind as ContactOffice,
  channel: row.channel as ContactChannel,
  masked: row.masked,
  language: row.language as MessageLanguage,
  since: row.createdAt.toISOString() as Instant,
});
