import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BANK, type EventWorld, foundEventWorld, subjectOf, until } from './support/event-world.ts';
import { type Received, type Receiver, startReceiver } from './support/receiver.ts';

const SUBJECTS = 12;
const EACH = 6;

describe('events of one subject · delivered at least once and in order', () => {
  let world: EventWorld;
  let bank: Receiver;
  beforeEach(async () => {
    world = await foundEventWorld();
    bank = await startReceiver();
  });
  afterEach(async () => {
    await world.close();
    await bank.close();
  });

  /** Tells of every subject in turn, in the order 0, 1, 2 … for each. */
  async function tellAll(): Promise<Map<string, string[]>> {
    const told = new Map<string, string[]>();
    for (let round = 0; round < EACH; round++)
      for (let number = 0; number < SUBJECTS; number++) {
        const subject = subjectOf(number);
        told.set(subject, [...(told.get(subject) ?? []), await world.tell(subject)]);
      }
    return told;
  }

  it('when every second attempt fails', async () => {
    bank.answer(({ time }) => (time % 2 === 1 ? 500 : 204));
    await world.endpoint(bank.url);
    await world.startWorker({ leaseMs: 3_600_000 });
    const told = await tellAll();
    // Retries come sooner than in earnest: the time is moved on until all are through.
    await until(() => allOver(world));
    expect(bySubject(firsts(bank.received))).toEqual(told);
    expect(bySubject(bank.received.filter((one, at, all) => lastOf(all, one) === at))).toEqual(told);
  });

  it('by two workers side by side, each event once when nothing fails', async () => {
    await world.endpoint(bank.url);
    await Promise.all([world.startWorker(), world.startWorker()]);
    const told = await tellAll();
    await until(() => allOver(world));
    expect(bank.received).toHaveLength(SUBJECTS * EACH);
    expect(bySubject(bank.received)).toEqual(told);
  });

  it('a later one does not start while an earlier one waits for its next attempt', async () => {
    bank.answer(({ event }) => (event.id === first ? 500 : 204));
    await world.endpoint(bank.url);
    await world.startWorker();
    const first = await world.tell(subjectOf(1));
    const second = await world.tell(subjectOf(1));
    const another = await world.tell(subjectOf(2));
    await until(() => bank.received.some(({ event }) => event.id === another));
    await until(async () => (await world.delivery(first)).attempts >= 2);
    expect(bank.received.filter(({ event }) => event.id === second)).toEqual([]);
    bank.answer(() => 204);
    await until(async () => {
      world.advance(30_000);
      return (await world.delivery(second)).status === 'DELIVERED';
    });
    expect(await world.delivery(first)).toMatchObject({ status: 'DELIVERED' });
  });

  it('a later one goes its way once an earlier one is given up', async () => {
    bank.answer(({ event }) => (event.id === first ? 500 : 204));
    const endpointId = await world.endpoint(bank.url);
    await world.startWorker();
    const first = await world.tell(subjectOf(1));
    const second = await world.tell(subjectOf(1));
    await until(async () => (await world.delivery(first)).attempts >= 1);
    world.advance(72 * 3_600_000 + 1_000);
    await until(async () => (await world.delivery(second)).status === 'DELIVERED');
    expect(await world.delivery(first)).toMatchObject({ status: 'DEAD', last_error: 'STATUS_NOT_2XX' });
    const endpoint = await world.application.transaction({ participantId: BANK }, (tx) =>
      tx.webhookEndpoint.findUniqueOrThrow({ where: { id: endpointId } }),
    );
    expect(endpoint).toMatchObject({ status: 'ACTIVE', statusReason: 'DELIVERY_DEAD' });
  });
});

/** Requests that were the first of their event. */
const firsts = (received: readonly Received[]) => received.filter(({ time }) => time === 1);
const lastOf = (all: readonly Received[], { event }: Received) =>
  all.findLastIndex((other) => other.event.id === event.id);

function bySubject(received: readonly Received[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { event } of received) found.set(event.subject, [...(found.get(event.subject) ?? []), event.id]);
  return found;
}

async function allOver(world: EventWorld): Promise<boolean> {
  const open = await world.admin.transaction({}, async (tx) => {
    const events = await tx.event.count({ where: { position: null } });
    return events + (await tx.webhookDelivery.count({ where: { status: 'PENDING' } }));
  });
  if (open > 0) world.advance(5_000);
  return open === 0;
}
