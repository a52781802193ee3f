import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventWorld, foundEventWorld, OTHER_BANK, subjectOf, until } from './support/event-world.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';

describe('an endpoint that misbehaves', () => {
  let world: EventWorld;
  let bank: Receiver;
  let next = 0;
  beforeAll(async () => {
    world = await foundEventWorld();
    bank = await startReceiver();
    await world.startWorker({ outbound: { resolve } });
  });
  afterAll(async () => {
    await world.close();
    await bank.close();
  });

  /** Names that lead to somewhere they should not; one of them only when it is asked a second time. */
  let answers = 0;
  const resolve = async (name: string) => {
    if (name === 'inside.example') return ['10.0.0.7'];
    if (name === 'mixed.example') return ['127.0.0.1', '169.254.169.254'];
    return [answers++ === 0 ? '127.0.0.1' : '169.254.169.254'];
  };

  /** Tells of something new and waits until its first attempt is over. */
  async function firstAttempt(): Promise<string> {
    const eventId = await world.tell(subjectOf(next++));
    await until(async () => {
      const { status, last_error } = await world.delivery(eventId);
      return status === 'DELIVERED' || last_error !== null;
    });
    return eventId;
  }
  const only = async <T>(url: string, act: () => Promise<T>): Promise<T> => {
    const endpointId = await world.endpoint(url);
    try {
      return await act();
    } finally {
      await world.admin.transaction({}, async (tx) => {
        await tx.webhookEndpoint.update({ where: { id: endpointId }, data: { status: 'DISABLED' } });
      });
    }
  };

  it.each([
    ['to the metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['to a private host in another spelling', 'http://0x0a000001/'],
    ['to a private host by name', 'http://inside.example/'],
    ['to a name with one private address among its own', 'http://mixed.example/'],
  ])('%s: no connection is made', async (_, url) => {
    const eventId = await only(url, firstAttempt);
    expect(await world.delivery(eventId)).toMatchObject({ last_error: 'ADDRESS_NOT_ALLOWED' });
  });

  it('whose name changes its mind is refused at the attempt after', async () => {
    const url = bank.url.replace('127.0.0.1', 'rebinding.example');
    const before = bank.received.length;
    await only(url, async () => {
      expect(await world.delivery(await firstAttempt())).toMatchObject({ status: 'DELIVERED' });
      expect(await world.delivery(await firstAttempt())).toMatchObject({ last_error: 'ADDRESS_NOT_ALLOWED' });
    });
    expect(bank.received).toHaveLength(before + 1);
  });

  it('by redirecting is not followed', async () => {
    bank.answer((_, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
      return undefined;
    });
    const eventId = await only(bank.url, firstAttempt);
    expect(await world.delivery(eventId)).toMatchObject({ status: 'PENDING', last_error: 'REDIRECTED' });
  });

  it('by answering with more than 64 KiB is read no further', async () => {
    bank.answer((_, response) => {
      response.writeHead(200).end('x'.repeat(65 * 1024));
      return undefined;
    });
    const eventId = await only(bank.url, firstAttempt);
    expect(await world.delivery(eventId)).toMatchObject({ last_error: 'RESPONSE_TOO_LARGE' });
  });

  it('by answering 200 and then 500 has taken the first and gets the second again, the same in every byte', async () => {
    let count = 0;
    bank.answer(() => (count++ === 1 ? 500 : 200));
    await only(bank.url, async () => {
      expect(await world.delivery(await firstAttempt())).toMatchObject({ status: 'DELIVERED', attempts: 1 });
      const second = await firstAttempt();
      expect(await world.delivery(second)).toMatchObject({ last_error: 'STATUS_NOT_2XX' });
      await until(async () => {
        world.advance(1_000);
        return (await world.delivery(second)).status === 'DELIVERED';
      });
      const [first, repeated] = bank.received.filter(({ event }) => event.id === second);
      expect(repeated?.body).toBe(first?.body);
      expect(repeated?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
      expect(Number(repeated?.headers['webhook-timestamp'])).toBeGreaterThan(
        Number(first?.headers['webhook-timestamp']),
      );
    });
  });

  it('by answering 410 is disabled, and its event waits', async () => {
    bank.answer(() => 410);
    const endpointId = await world.endpoint(bank.url);
    const eventId = await firstAttempt();
    expect(await world.delivery(eventId)).toMatchObject({ status: 'PENDING', last_error: 'GONE' });
    const seen = await world.admin.transaction({}, async (tx) => ({
      endpoint: await tx.webhookEndpoint.findUniqueOrThrow({ where: { id: endpointId } }),
      logged: await tx.logEntry.count({ where: { kind: 'WEBHOOK_CHANGED', actor: 'system' } }),
    }));
    expect(seen.endpoint).toMatchObject({ status: 'DISABLED', statusReason: 'GONE' });
    expect(seen.logged).toBe(1);
    world.advance(60_000);
    await world.endpoint(bank.url, { of: OTHER_BANK });
    await world.tell(subjectOf(next++), { to: OTHER_BANK });
    const before = bank.received.length;
    await until(() => bank.received.length > before);
    expect(bank.received.filter(({ event }) => event.id === eventId)).toHaveLength(1);
  });
});

describe('an endpoint that hangs', () => {
  let world: EventWorld;
  let hanging: Receiver;
  let healthy: Receiver;
  beforeAll(async () => {
    world = await foundEventWorld();
    hanging = await startReceiver(() => undefined);
    healthy = await startReceiver();
    await world.endpoint(hanging.url);
    await world.endpoint(healthy.url, { of: OTHER_BANK });
  });
  afterAll(async () => {
    await world.close();
    await Promise.all([hanging.close(), healthy.close()]);
  });

  it('has eight attempts under way at most, on two nodes together, while others get theirs', async () => {
    await Promise.all([world.startWorker(), world.startWorker()]);
    for (let number = 0; number < 40; number++) await world.tell(subjectOf(number));
    await hanging.until(8);
    for (let number = 0; number < 40; number++) await world.tell(subjectOf(number), { to: OTHER_BANK });
    await healthy.until(40);
    expect(hanging.received).toHaveLength(8);
  });

  it('is waited for fifteen seconds and no longer', async () => {
    await until(
      async () =>
        (await world.admin.transaction({}, (tx) =>
          tx.webhookDelivery.count({ where: { lastError: 'TIMED_OUT' } }),
        )) >= 8,
    );
  });
});
