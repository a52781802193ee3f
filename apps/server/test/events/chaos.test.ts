import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BANK,
  type EventWorld,
  foundEventWorld,
  OTHER_BANK,
  subjectOf,
  until,
} from './support/event-world.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';

const WORKER = fileURLToPath(new URL('./support/worker-process.ts', import.meta.url));

/** How long workers are killed, in seconds: 600 for the record. */
const SECONDS = Number(process.env.XINQIAO_CHAOS_SECONDS ?? 10);
const WORKERS = 3;
const WRITERS = 6;
const SUBJECTS_EACH = 8;
/** Longest pause of a writer after an event, in milliseconds: workers that are dead half the time must keep up. */
const MOST_PAUSE_MS = 400;
/** As in service when it is for the record; in a short run what a killed worker held must come back sooner. */
const LEASE_MS = SECONDS >= 120 ? 60_000 : 2_000;

describe('workers that are killed at random', () => {
  let world: EventWorld;
  let bank: Receiver;
  const workers: ChildProcess[] = [];
  beforeAll(async () => {
    world = await foundEventWorld();
    // Now and then it fails, and now and then it takes its time.
    bank = await startReceiver(({ time }, response) => {
      if (time === 1 && Math.random() < 0.03) return 500;
      setTimeout(() => response.writeHead(204).end(), Math.random() * 40);
      return undefined;
    });
    await world.endpoint(bank.url);
    await world.endpoint(bank.url, { of: OTHER_BANK });
    for (let number = 0; number < WORKERS; number++) workers.push(await startProcess(world));
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await world.close();
    await bank.close();
  });

  it(
    'deliver every event at least once, and the first delivery of each in order per subject',
    async () => {
      const end = Date.now() + SECONDS * 1_000;
      const told = new Map<string, string[]>();
      let kills = 0;

      const killer = async () => {
        // However slow the machine: at least two.
        while (Date.now() < end || kills < 2) {
          await sleep(200 + Math.random() * 1_800);
          const at = Math.floor(Math.random() * WORKERS);
          const victim = workers[at] as ChildProcess;
          victim.kill('SIGKILL');
          await once(victim, 'exit');
          kills++;
          workers[at] = await startProcess(world);
        }
      };
      const writer = async (number: number) => {
        for (let count = 0; Date.now() < end; count++) {
          const subject = subjectOf(number * SUBJECTS_EACH + (count % SUBJECTS_EACH));
          const to = number % 2 === 0 ? BANK : OTHER_BANK;
          const eventId = await world.application.transaction({ participantId: to }, async (tx) => {
            const id = await world.tell(subject, { to, tx });
            await sleep(Math.random() * 60); // others commit before this one, though they come after it
            return id;
          });
          told.set(subject, [...(told.get(subject) ?? []), eventId]);
          await sleep(Math.random() * MOST_PAUSE_MS);
        }
      };
      await Promise.all([killer(), ...Array.from({ length: WRITERS }, (_, number) => writer(number))]);
      const open = () =>
        world.admin.transaction({}, async (tx) => {
          const unplaced = await tx.event.count({ where: { position: null } });
          return unplaced + (await tx.webhookDelivery.count({ where: { status: { not: 'DELIVERED' } } }));
        });
      await until(async () => (await open()) === 0);

      const arrived = new Map<string, string[]>();
      for (const { event, time } of bank.received)
        if (time === 1) arrived.set(event.subject, [...(arrived.get(event.subject) ?? []), event.id]);
      const outOfOrder = [...told].filter(([subject, ids]) => String(arrived.get(subject)) !== String(ids));
      const events = [...told.values()].flat().length;
      if (process.env.XINQIAO_CHAOS_SECONDS !== undefined)
        console.info({
          seconds: SECONDS,
          kills,
          events,
          requests: bank.received.length,
          outOfOrder: outOfOrder.length,
        });
      expect(kills).toBeGreaterThan(1);
      expect(events).toBeGreaterThan(SECONDS);
      expect(outOfOrder).toEqual([]);
    },
    (SECONDS + 600) * 1_000,
  );
});

async function startProcess({ database }: EventWorld): Promise<ChildProcess> {
  const child = fork(WORKER, [], {
    env: {
      PATH: process.env.PATH ?? '',
      WORKER_URL: database.urls.worker,
      SECRET: database.secret,
      LEASE_MS: String(LEASE_MS),
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('the worker ended before it was ready');
    }),
  ]);
  return child;
}
