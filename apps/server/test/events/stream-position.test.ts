import { setTimeout as sleep } from 'node:timers/promises';
import { readEvents } from '@xinqiao/db';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { purgeEventsRound } from '../../src/events/purge-round.ts';
import {
  BANK,
  type EventWorld,
  foundEventWorld,
  OTHER_BANK,
  subjectOf,
  until,
} from './support/event-world.ts';

describe('places in the stream', () => {
  let world: EventWorld;
  beforeEach(async () => {
    world = await foundEventWorld();
  });
  afterEach(() => world.close());

  const read = (after: bigint, types?: readonly string[], participantId: string = BANK) =>
    world.application.transaction({ participantId }, (tx) =>
      readEvents(tx, participantId, { after, types, limit: 100 }),
    );
  const readAfter = async (after: bigint, participantId: string = BANK) =>
    (await read(after, undefined, participantId)).events;

  it('a transaction that commits late is not skipped by a cursor that has gone past it', async () => {
    await world.startWorker();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let lateId = '';
    const late = world.application.transaction({ participantId: BANK }, async (tx) => {
      lateId = await world.tell(subjectOf(1), { tx });
      await held;
    });
    await until(() => lateId !== '');
    const earlyId = await world.tell(subjectOf(2));
    await until(async () => (await readAfter(0n)).length === 1);
    const [early] = await readAfter(0n);
    expect(early?.id).toBe(earlyId);
    await sleep(300); // several rounds of the sequencer
    letGo();
    await late;
    await until(async () => (await readAfter(early?.position ?? 0n)).length === 1);
    expect((await readAfter(early?.position ?? 0n)).map(({ id }) => id)).toEqual([lateId]);
  });

  it('a reader of types that did not come goes on from the end, and misses none that come then', async () => {
    await world.startWorker();
    const rare = ['cn.xinqiao.consent.revoked.v1'];
    for (let count = 0; count < 5; count++) await world.tell(subjectOf(count));
    await until(async () => (await readAfter(0n)).length === 5);
    const { events, position } = await read(0n, ['cn.xinqiao.webhook.test.v1']);
    expect([events, position]).toEqual([[], (await readAfter(0n)).at(-1)?.position]);
    const eventId = await world.tell(subjectOf(9));
    await until(async () => (await read(position, rare)).events.length > 0);
    expect((await read(position, rare)).events.map(({ id }) => id)).toEqual([eventId]);
  });

  it('what is rolled back is never told', async () => {
    await world.startWorker();
    await world.application
      .transaction({ participantId: BANK }, async (tx) => {
        await world.tell(subjectOf(1), { tx });
        throw new Error('changed its mind');
      })
      .catch(() => undefined);
    const eventId = await world.tell(subjectOf(2));
    await until(async () => (await readAfter(0n)).length > 0);
    expect((await readAfter(0n)).map(({ id }) => id)).toEqual([eventId]);
  });

  it('two sequencers give each event one place, without gap, in the order of tickets', async () => {
    await Promise.all([world.startWorker(), world.startWorker()]);
    for (let count = 0; count < 30; count++)
      await Promise.all([world.tell(subjectOf(count)), world.tell(subjectOf(count), { to: OTHER_BANK })]);
    const placed = () =>
      world.admin.transaction(
        {},
        (tx) => tx.$queryRaw<{ position: bigint }[]>`SELECT position FROM event ORDER BY position NULLS LAST`,
      );
    await until(async () => (await placed()).every(({ position }) => position !== null));
    expect((await placed()).map(({ position }) => position)).toEqual(
      Array.from({ length: 60 }, (_, index) => BigInt(index + 1)),
    );
  });

  it('a participant reads its own events and nobody else’s, also past the operations', async () => {
    await world.startWorker();
    const mine = await world.tell(subjectOf(1));
    await world.tell(subjectOf(1), { to: OTHER_BANK });
    await until(async () => (await readAfter(0n, OTHER_BANK)).length === 1);
    expect((await readAfter(0n)).map(({ id }) => id)).toEqual([mine]);
    const stolen = world.application.transaction({ participantId: BANK }, (tx) =>
      readEvents(tx, OTHER_BANK, { after: 0n, limit: 100 }),
    );
    expect((await stolen).events).toEqual([]);
  });

  it('events of more than ninety days ago go, with their deliveries, and no place is given twice', async () => {
    await world.endpoint('http://127.0.0.1:9/');
    const worker = await world.startWorker();
    await world.tell(subjectOf(1));
    await world.tell(subjectOf(1));
    await until(async () => (await readAfter(0n)).length === 2);
    await worker.stop();
    world.advance(91 * 86_400_000);
    const purge = purgeEventsRound(world.worker, world.services.clock);
    expect(await purge.run()).toBe(1); // the last stays, so that the next is placed after it
    await world.startWorker();
    await world.tell(subjectOf(2));
    await until(async () => (await readAfter(2n)).length === 1);
    expect((await readAfter(2n))[0]?.position).toBe(3n);
    await purge.run();
    const left = await world.admin.transaction({}, async (tx) => ({
      events: await tx.event.count(),
      deliveries: await tx.webhookDelivery.count(),
    }));
    expect(left).toEqual({ events: 1, deliveries: 1 });
  });
});
