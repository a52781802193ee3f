import {
  type ContactChannel,
  MESSAGE_TEMPLATES,
  type MessageLanguage,
  parseMessageParameters,
} from '@xinqiao/contracts';
import { type ContactRow, type Prisma, type Tx, takeLock } from '@xinqiao/db';
import { neverOpens } from '../keys/subject-keys/never-opens.ts';
import type { Services } from '../services.ts';
import { addressLabel, sealAddress } from './contacts.ts';
import type { Telling } from './telling.ts';

/** Least time between two messages of one template to one address about the same, in milliseconds. */
const SAME_TEMPLATE_MS = 60_000;
/** Most messages to one address within 24 hours; what is always told comes on top, and counts. */
const DAILY = 10;
/** Most requests of one bank that a person is told of within 24 hours; they do not count among the others. */
const DAILY_ASKED = 3;
const DAY_MS = 86_400_000;

/** Why a message failed before it was sent: its address or its text cannot be made out. */
export const BROKEN = 'MESSAGE_BROKEN';

/** Why a message was held back. */
export type Suppression = 'SAME_TEMPLATE_WITHIN_MINUTE' | 'DAILY_LIMIT';

type QueueServices = Pick<Services, 'clock' | 'newId' | 'vault' | 'logger'>;

/** Whoever queues waits for whoever is queueing, so that limits are counted right. Once, before the first message. */
export const lockQueue = (tx: Tx): Promise<void> => takeLock(tx, 'messages');

/**
 * Queues a message to every address of its audience, under {@link lockQueue}. The same thing is queued once for an
 * address, however often this is called; what goes over a limit is kept as SUPPRESSED with the reason, and not sent.
 * An address that never opens, or a text that cannot be worded, is kept as FAILED and holds up nobody else.
 *
 * @returns How many messages are new.
 * @throws while addresses cannot be opened for now: nothing is queued, and the next round begins anew.
 */
export async function enqueue(services: QueueServices, tx: Tx, telling: Telling): Promise<number> {
  const prepared: Prepared[] = [];
  for (const contact of await contactsFor(tx, telling))
    prepared.push(await prepare(services, tx, telling, contact));
  // One that is good first: of two contacts with one address, the other must not take its place.
  prepared.sort((a, b) => Number(a.broken) - Number(b.broken));
  let count = 0;
  for (const message of prepared) count += await enqueueOne(services, tx, telling, message);
  return count;
}

const contactsFor = (tx: Tx, { audience, happenedAt }: Telling): Promise<ContactRow[]> =>
  tx.contact.findMany({
    where:
      'endedContactId' in audience
        ? { id: audience.endedContactId }
        : {
            endedAt: null,
            createdAt: { lte: happenedAt },
            ...('offices' in audience
              ? { participantId: audience.participantId, kind: { in: [...audience.offices] } }
              : { identityId: audience.identityId }),
          },
    orderBy: { id: 'asc' },
  });

/** A message that can be sent, or that is known never to be. */
type Prepared = { readonly contact: ContactRow } & (
  | { readonly broken: false; readonly address: string; readonly params: Prisma.InputJsonObject }
  | { readonly broken: true }
);

async function prepare(
  { vault, logger }: QueueServices,
  tx: Tx,
  { about, template, parameters }: Telling,
  contact: ContactRow,
): Promise<Prepared> {
  let address: string | undefined;
  try {
    address = await vault.openFor(tx, addressLabel(contact.id), contact.sealed);
    const params = parseMessageParameters(template, parameters(contact.language as MessageLanguage));
    return { contact, broken: false, address, params };
  } catch (error) {
    if (address === undefined && !neverOpens(error)) throw error;
    logger.error({ err: error, about, template, contactId: contact.id }, 'message cannot be made');
    return { contact, broken: true };
  }
}

async function enqueueOne(
  { clock, newId, vault }: QueueServices,
  tx: Tx,
  telling: Telling,
  message: Prepared,
): Promise<number> {
  const { about, topic, template } = telling;
  const { contact } = message;
  const now = clock.now();
  const id = newId('ntf');
  const suppression = message.broken ? undefined : await suppressionOf(tx, contact.addressHash, telling, now);
  const outcome = message.broken
    ? { status: 'FAILED', lastError: BROKEN, params: {} }
    : suppression !== undefined
      ? { status: 'SUPPRESSED', lastError: suppression, params: message.params }
      : {
          ...{ status: 'QUEUED', params: message.params },
          sealed: await sealAddress(vault, tx, contact.identityId, id, message.address),
        };
  const { count } = await tx.notification.createMany({
    data: {
      ...{ id, eventId: about, topic, template, createdAt: now, nextAttemptAt: now, ...outcome },
      language: contact.language as MessageLanguage,
      channel: contact.channel as ContactChannel,
      addressHash: contact.addressHash,
      masked: contact.masked,
      identityId: contact.identityId,
      participantId: contact.participantId,
    },
    skipDuplicates: true,
  });
  return count;
}

async function suppressionOf(
  tx: Tx,
  addressHash: string,
  { template, topic, askedBy }: Telling,
  now: Date,
): Promise<Suppression | undefined> {
  const since = (ms: number) => ({
    ...{ addressHash, createdAt: { gt: new Date(now.getTime() - ms) } },
    status: { not: 'SUPPRESSED' },
  });
  if ((await tx.notification.count({ where: { ...since(SAME_TEMPLATE_MS), template, topic } })) > 0)
    return 'SAME_TEMPLATE_WITHIN_MINUTE';
  if (MESSAGE_TEMPLATES[template].always) return undefined;
  if (askedBy !== undefined) {
    const told = await tx.notification.findMany({
      where: { ...since(DAY_MS), template },
      select: { topic: true },
    });
    const requests = told.map((each) => each.topic);
    const byThisBank = await tx.consentRequest.count({
      where: { id: { in: requests }, participantId: askedBy },
    });
    return byThisBank >= DAILY_ASKED ? 'DAILY_LIMIT' : undefined;
  }
  const others = { ...since(DAY_MS), template: { not: 'consent-asked' } };
  return (await tx.notification.count({ where: others })) >= DAILY ? 'DAILY_LIMIT' : undefined;
}
