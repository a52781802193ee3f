import type { Database } from '@xinqiao/db';
import { ZodError } from 'zod';
import type { Services } from '../services.ts';
import { enqueue, lockQueue } from './enqueue.ts';
import { forgetCode } from './of-codes.ts';
import { type ToldEvent, tellingsOf } from './of-event.ts';
import { waitingTellings } from './of-waiting.ts';
import { type Telling, UntellableError } from './telling.ts';

/** Name of the reader of the stream. */
const CONSUMER = 'notifications';
/** Most events read in one transaction. */
const BATCH = 100;

export type NotifyServices = Pick<Services, 'clock' | 'newId' | 'vault' | 'operatorId' | 'logger'>;

/**
 * Reads on in the stream of events and queues what people are to be told. Place in the stream and messages commit
 * together: after a crash nothing is left out and nothing queued twice.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Events read and messages queued; 0 when there is nothing new.
 */
export async function notifyOnce(services: NotifyServices, database: Database): Promise<number> {
  const { clock, operatorId, logger } = services;
  return database.transaction({}, async (tx) => {
    await lockQueue(tx);
    const consumer = await tx.eventConsumer.findUnique({ where: { name: CONSUMER } });
    const events = await tx.event.findMany({
      where: { position: { gt: consumer?.position ?? 0n } },
      orderBy: { position: 'asc' },
      take: BATCH,
    });
    let queued = 0;
    for (const event of events)
      for (const telling of await tellingsOrNone(event)) queued += await enqueue(services, tx, telling);
    for (const telling of await waitingTellings(tx, operatorId, clock.now())) {
      queued += await enqueue(services, tx, telling);
      if (telling.template === 'consent-code') await forgetCode(tx, telling.about);
    }

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
  });
}
