import type { Database, Tx } from '@xinqiao/db';
import { ZodError } from 'zod';
import type { Services } from '../services.ts';
import { enqueue, lockQueue } from './enqueue.ts';
import { codesToRead, forgetCode } from './of-codes.ts';
import { askedToConsent } from './of-consent-requests.ts';
import { type ToldEvent, tellingsOf } from './of-event.ts';
import { waitingTellings } from './of-waiting.ts';
import { type Telling, UntellableError } from './telling.ts';

/** Name of the reader of the stream. */
const CONSUMER = 'notifications';
/** Most events read in one transaction. */
const BATCH = 100;

export type NotifyServices = Pick<Services, 'clock' | 'newId' | 'vault' | 'operatorId' | 'logger'>;

/**
 * Queues what events mean, and the codes that owners wait for.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Events read and messages queued; 0 when there is nothing new.
 */
export const tellEvents = (services: NotifyServices, database: Database): Promise<number> =>
  database.transaction({}, (tx) => readOn(services, tx));

/**
 * Queues what waits for somebody, or happened to her.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Messages queued.
 */
export const tellWaiting = (services: NotifyServices, database: Database): Promise<number> =>
  database.transaction({}, async (tx) =>
    tell(services, tx, await waitingTellings(tx, services.operatorId, services.clock.now())),
  );

/**
 * Queues what banks ask.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Messages queued.
 */
export const tellAsked = (services: NotifyServices, database: Database): Promise<number> =>
  database.transaction({}, async (tx) => tell(services, tx, await askedToConsent(tx, services.clock.now())));

/** Whoever queued the same meanwhile has queued it for us: it is the same message. */
async function tell(services: NotifyServices, tx: Tx, tellings: readonly Telling[]): Promise<number> {
  if (tellings.length === 0) return 0;
  await lockQueue(tx);
  let queued = 0;
  for (const telling of tellings) queued += await enqueue(services, tx, telling);
  return queued;
}

/**
 * Reads on in the stream of events. Place in the stream and messages commit together: after a crash nothing is left out
 * and nothing queued twice.
 */
async function readOn(services: NotifyServices, tx: Tx): Promise<number> {
  const { clock, logger } = services;
  await lockQueue(tx);
  const consumer = await tx.eventConsumer.findUnique({ where: { name: CONSUMER } });
  const events = await tx.event.findMany({
    where: { position: { gt: consumer?.position ?? 0n } },
    orderBy: { position: 'asc' },
    take: BATCH,
  });
  let queued = 0;
  for (const telling of await codesToRead(tx, clock.now())) {
    queued += await enqueue(services, tx, telling);
    await forgetCode(tx, telling.about);
  }
  for (const event of events)
    for (const telling of await tellingsOrNone(event)) queued += await enqueue(services, tx, telling);

  const position = events.at(-1)?.position;
  if (position != null)
    await tx.eventConsumer.upsert({
      where: { name: CONSUMER },
      create: { name: CONSUMER, position },
      update: { position },
    });
  return events.length + queued;

  /** An event nobody can word is passed over: those behind it are not held up. */
  function tellingsOrNone(event: ToldEvent): Promise<Telling[]> {
    return tellingsOf(tx, event).catch((error: unknown) => {
      if (!(error instanceof ZodError || error instanceof UntellableError)) throw error;
      logger.error({ err: error, eventId: event.id }, 'event not understood, nobody is told of it');
      return [];
    });
  }
}
