import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows } from '../support/rows.ts';
import { setParticipantStatus } from '../support/set-status.ts';
import { BANK, type EventWorld, foundEventWorld, OPERATOR, subjectOf, until } from './support/event-world.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';

describe('a participant that is suspended', () => {
  let world: EventWorld;
  let bank: Receiver;
  beforeAll(async () => {
    world = await foundEventWorld();
    bank = await startReceiver();
    await world.endpoint(bank.url);
  });
  afterAll(async () => {
    await world.close();
    await bank.close();
  });

  /** As the steps in its life would, which are tested elsewhere. */
  const setStatus = async (status: 'ACTIVE' | 'SUSPENDED') => {
    const since = [BANK, world.services.clock.now()];
    await rows(world.database, 'UPDATE participant SET status_since = $2 WHERE id = $1', since);
    await setParticipantStatus(world.database, BANK, status);
  };

  it('is sent nothing meanwhile, and everything afterwards, however long it took', async () => {
    bank.answer(() => 500);
    await world.startWorker();
    const before = await world.tell(subjectOf(1));
    await until(async () => (await world.delivery(before)).attempts > 0);
    await setStatus('SUSPENDED');
    const during = await world.tell(subjectOf(1));
    world.advance(200 * 3_600_000); // far beyond the 72 hours
    await sleep(500); // several rounds
    const requests = bank.received.length;
    await sleep(500);
    expect(bank.received).toHaveLength(requests);
    await setStatus('ACTIVE');
    await until(async () => (await world.delivery(before)).attempts > 1);
    expect(await world.delivery(before)).toMatchObject({ status: 'PENDING' });
    bank.answer(() => 204);
    await until(async () => {
      world.advance(60_000);
      return (await world.delivery(during)).status === 'DELIVERED';
    });
    expect(await world.delivery(before)).toMatchObject({ status: 'DELIVERED' });
  });
});

describe.each([
  ['the bank’s', BANK],
  ['the operator’s', OPERATOR],
])('while %s licence is not in force', (_whose, holder) => {
  it('nothing is sent, and everything once the next is recorded', async () => {
    const world = await foundEventWorld();
    const bank = await startReceiver();
    await world.endpoint(bank.url);
    const setEnd = (validTo: string | null) =>
      rows(world.database, 'UPDATE licence SET valid_to = $2 WHERE participant_id = $1', [holder, validTo]);
    await setEnd('2020-12-31');
    await world.startWorker();
    const eventId = await world.tell(subjectOf(1));
    await until(async () => (await world.delivery(eventId)).status === 'PENDING');
    await sleep(1_000);
    expect((await world.delivery(eventId)).attempts).toBe(0);
    await setEnd(null);
    await until(async () => (await world.delivery(eventId)).status === 'DELIVERED');
    await world.close();
    await bank.close();
  });
});
