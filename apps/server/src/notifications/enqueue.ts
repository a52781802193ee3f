import { type ContactChannel, type MessageLanguage, parseMessageParameters } from '@xinqiao/contracts';
import { type ContactRow, type Prisma, type Tx, takeLock } from '@xinqiao/db';
import type { Services } from '../services.ts';
import { addressLabel } from './contacts.ts';
import type { Telling } from './telling.ts';

/** Least time between two messages of one template to one address, in milliseconds. */
const SAME_TEMPLATE_MS = 60_000;
/** Most messages to one address within 24 hours. */
const DAILY = 10;
const DAY_MS = 86_400_000;

/** Why a message was held back. */
export type Suppression = 'SAME_TEMPLATE_WITHIN_MINUTE' | 'DAILY_LIMIT';

type QueueServices = Pick<Services, 'clock' | 'newId' | 'vault'>;

/** Whoever queues waits for whoever is queueing, so that limits are counted right. Once, before the first message. */
export const lockQueue = (tx: Tx): Promise<void> => takeLock(tx, 'messages');

/**
 * Queues a message to every address of its audience, under {@link lockQueue}. The same thing is queued once for an
 * address, however often this is called; what goes over a limit is kept as SUPPRESSED with the reason, and not sent.
 *
 * @returns How many messages are new.
 * @throws {z.ZodError} when the parameters are not those of the template
 */
export async function enqueue(services: QueueServices, tx: Tx, telling: Telling): Promise<number> {
  let count = 0;
  for (const contact of await contactsFor(tx, telling))
    count += await enqueueFor(services, tx, telling, contact);
  return count;
}

const contactsFor = (tx: Tx, { audience, happenedAt }: Telling): Promise<ContactRow[]> =>
  tx.contact.findMany({
    where: {
      endedAt: null,
      createdAt: { lte: happenedAt },
      ...('offices' in audience
        ? { participantId: audience.participantId, kind: { in: [...audience.offices] } }
        : { identityId: audience.identityId }),
    },
    orderBy: { id: 'asc' },
  });

async function enqueueFor(
  { clock, newId, vault }: QueueServices,
  tx: Tx,
  { about, template, parameters }: Telling,
  contact: ContactRow,
): Promise<number> {
  const now = clock.now();
  const language = contact.language as MessageLanguage;
  const suppression = await suppressionOf(tx, contact.addressHash, template, now);
  const id = newId('ntf');
  const address = vault.unseal(addressLabel(contact.id), contact.sealed);
  const { count } = await tx.notification.createMany({
    data: {
      ...{ id, eventId: about, template, language, createdAt: now, nextAttemptAt: now },
      channel: contact.channel as ContactChannel,
      sealed: suppression === undefined ? vault.seal(addressLabel(id), address) : null,
      addressHash: contact.addressHash,
      masked: contact.masked,
      params: parseMessageParameters(template, parameters(language)) as Prisma.InputJsonObject,
      identityId: contact.identityId,
      participantId: contact.participantId,
      status: suppression === undefined ? 'QUEUED' : 'SUPPRESSED',
      lastError: suppression ?? null,
    },
    skipDuplicates: true,
  });
  return count;
}

async function suppressionOf(
  tx: Tx,
  addressHash: string,
  template: string,
  now: Date,
): Promise<Suppression | undefined> {
  const recent = await tx.notification.findMany({
    where: {
      addressHash,
      createdAt: { gt: new Date(now.getTime() - DAY_MS) },
      status: { not: 'SUPPRESSED' },
    },
    select: { template: true, createdAt: true },
    orderBy: { createdAt: 'desc' },
    take: DAILY,
  });
  const minuteAgo = now.getTime() - SAME_TEMPLATE_MS;
  if (recent.some((each) => each.template === template && each.createdAt.getTime() > minuteAgo))
    return 'SAME_TEMPLATE_WITHIN_MINUTE';
  return recent.length >= DAILY ? 'DAILY_LIMIT' : undefined;
}
