import { randomUUID } from 'node:crypto';
import type { WebhookDelivery, WebhookEndpoint, WebhookEndpointWithSecret } from '@xinqiao/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { until } from './support/event-world.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { tell } from './support/tell.ts';

let platform: Platform;
let bank: RawClient;
let other: RawClient;
let receiver: Receiver;
beforeAll(async () => {
  platform = await startPlatform();
  [bank, other] = await Promise.all([RawClient.of(platform), RawClient.of(platform, 'other-bank')]);
  await Promise.all([bank.token(), other.token()]);
  receiver = await startReceiver();
});
afterAll(async () => {
  await platform.close();
  await receiver.close();
});

/** Each test begins without endpoints. */
afterEach(async () => {
  receiver.answer(() => 204);
  await rows(platform, `UPDATE webhook_endpoint SET status = 'DISABLED'`);
});

/** An endpoint that gets nothing but tests, unless the test says otherwise. */
async function created(fact: object = {}, client = bank): Promise<WebhookEndpointWithSecret> {
  const body = { url: receiver.url, eventTypes: ['cn.xinqiao.key.revoked.v1'], ...fact };
  const response = await client.send('POST', '/v1/webhooks', { body });
  const answer = (await response.json()) as WebhookEndpointWithSecret;
  expect(response.status, JSON.stringify(answer)).toBe(201);
  return answer;
}
const act = (endpointId: string, verb: string, body: object = {}, client = bank) =>
  client.send('POST', `/v1/webhooks/${endpointId}${verb === '' ? '' : `/${verb}`}`, { body });
const endpoints = async (client = bank) =>
  ((await (await client.send('GET', '/v1/webhooks')).json()) as { items: WebhookEndpoint[] }).items;
const endpoint = async (id: string) => (await endpoints()).find(({ endpointId }) => endpointId === id);
const deliveries = async (endpointId: string, query = '') =>
  (await (await bank.send('GET', `/v1/webhooks/${endpointId}/deliveries${query}`)).json()) as {
    items: WebhookDelivery[];
    nextCursor: string | null;
  };
async function tested(endpointId: string): Promise<string> {
  const { eventId } = (await (await act(endpointId, 'test')).json()) as { eventId: string };
  return eventId;
}
const deliveryOf = async (endpointId: string, eventId: string) =>
  (await deliveries(endpointId)).items.find((one) => one.eventId === eventId);

describe('registering an endpoint', () => {
  it.each([
    ['http on the public internet', 'http://93.184.215.14/events', 'URL_NOT_ALLOWED'],
    ['the metadata service', 'https://169.254.169.254/latest', 'ADDRESS_NOT_ALLOWED'],
    ['a private host', 'https://10.1.2.3/events', 'ADDRESS_NOT_ALLOWED'],
    ['a user name', 'https://user@127.0.0.1/events', 'URL_NOT_ALLOWED'],
    ['a fragment', 'http://127.0.0.1/events#here', 'URL_NOT_ALLOWED'],
    ['another scheme', 'file:///etc/passwd', 'URL_NOT_ALLOWED'],
    ['no URL at all', 'bank', 'URL_NOT_ALLOWED'],
  ])('with %s is refused', async (_, url, reason) => {
    const response = await bank.send('POST', '/v1/webhooks', { body: { url } });
    expect((await expectProblem(response, 'WEBHOOK_URL_REFUSED')).details).toEqual({ reason });
  });

  it('with a type that is not known is refused', async () => {
    const body = { url: receiver.url, eventTypes: ['cn.xinqiao.everything.v9'] };
    await expectProblem(await bank.send('POST', '/v1/webhooks', { body }), 'VALIDATION_FAILED');
  });

  it('twice with one Idempotency-Key gives one endpoint and the same secret', async () => {
    const idempotencyKey = randomUUID();
    const body = { url: receiver.url, eventTypes: ['cn.xinqiao.key.revoked.v1'] };
    const send = async () => (await bank.send('POST', '/v1/webhooks', { body, idempotencyKey })).json();
    expect(await send()).toEqual(await send());
  });

  it('shows the secret there and nowhere else, and keeps it sealed', async () => {
    const { secret } = await created();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(await endpoints())).not.toContain(secret);
    const kept = await rows(platform, 'SELECT * FROM webhook_secret');
    expect(JSON.stringify(kept)).not.toContain(secret.slice('whsec_'.length));
  });

  it('is logged, for the participant to read', async () => {
    const { endpoint } = await created();
    const [entry] = await rows<{ actor: string; detail: object }>(
      platform,
      `SELECT actor, detail FROM log_entry WHERE kind = 'WEBHOOK_CHANGED' ORDER BY id DESC LIMIT 1`,
    );
    expect(entry).toMatchObject({
      actor: bank.applicationId,
      detail: { endpointId: endpoint.endpointId, act: 'CREATED' },
    });
  });

  it('ends at ten, also when many are registered at once, and disabling one makes room', async () => {
    const answers = await Promise.all(
      Array.from({ length: 14 }, () =>
        other.send('POST', '/v1/webhooks', { body: { url: receiver.url, eventTypes: [] } }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    await expectProblem(answers.find(({ status }) => status !== 201) as Response, 'WEBHOOK_LIMIT_REACHED');
    const [one] = await endpoints(other);
    await act(one?.endpointId ?? '', 'disable', {}, other);
    await created({}, other);
    await expectProblem(await act(one?.endpointId ?? '', 'enable', {}, other), 'WEBHOOK_LIMIT_REACHED');
  });
});

describe('an endpoint of one bank', () => {
  it('is not there for another', async () => {
    const { endpoint } = await created();
    const { endpointId } = endpoint;
    expect((await endpoints(other)).map((each) => each.endpointId)).not.toContain(endpointId);
    for (const verb of ['', 'rotate-secret', 'disable', 'enable', 'test'])
      await expectProblem(await act(endpointId, verb, {}, other), 'WEBHOOK_NOT_FOUND');
    await expectProblem(await act(endpointId, 'replay', { onlyDead: true }, other), 'WEBHOOK_NOT_FOUND');
    const listed = await other.send('GET', `/v1/webhooks/${endpointId}/deliveries`);
    await expectProblem(listed, 'WEBHOOK_NOT_FOUND');
  });
});

describe('a test event', () => {
  it('goes to the endpoint it is for, whatever types that wants, and to no other', async () => {
    const { endpoint: one } = await created();
    const { endpoint: everything } = await created({ eventTypes: [] });
    const eventId = await tested(one.endpointId);
    await until(async () => (await deliveryOf(one.endpointId, eventId))?.status === 'DELIVERED');
    expect(await deliveryOf(one.endpointId, eventId)).toMatchObject({
      ...{ type: 'cn.xinqiao.webhook.test.v1', subject: one.endpointId, attempts: 1, lastStatus: 204 },
      ...{ lastError: null, nextAttemptAt: null, deliveredAt: expect.any(String) },
    });
    expect(await deliveryOf(everything.endpointId, eventId)).toBeUndefined();
  });

  it('cannot be sent to a disabled endpoint', async () => {
    const { endpoint } = await created();
    await act(endpoint.endpointId, 'disable');
    await expectProblem(await act(endpoint.endpointId, 'test'), 'WEBHOOK_DISABLED');
  });
});

describe('an endpoint that was disabled and is enabled again', () => {
  it('gets what waited for it, at once, at the address it has by then', async () => {
    receiver.answer(() => 503);
    const { endpoint: one } = await created();
    const eventId = await tested(one.endpointId);
    await until(async () => (await deliveryOf(one.endpointId, eventId))?.lastStatus === 503);
    await act(one.endpointId, 'disable');
    expect(await endpoint(one.endpointId)).toMatchObject({
      ...{ status: 'DISABLED', statusReason: 'BY_OWNER', pending: 1 },
    });
    receiver.answer(() => 204);
    const moved = `${receiver.url}/moved`;
    expect((await act(one.endpointId, '', { url: moved })).status).toBe(200);
    expect(await (await act(one.endpointId, 'enable')).json()).toMatchObject({
      status: 'ACTIVE',
      url: moved,
    });
    await until(async () => (await deliveryOf(one.endpointId, eventId))?.status === 'DELIVERED');
    expect(receiver.received.findLast(({ event }) => event.id === eventId)?.path).toBe('/events/moved');
  });
});

describe('deliveries', () => {
  it('are listed page by page, the newest first, also by status', async () => {
    const { endpoint: one } = await created();
    const told: string[] = [];
    for (let count = 1; count <= 5; count++) {
      told.unshift(await tested(one.endpointId));
      await until(async () => (await deliveries(one.endpointId, '?status=DELIVERED')).items.length === count);
    }
    const first = await deliveries(one.endpointId, '?limit=3');
    const second = await deliveries(one.endpointId, `?limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ eventId }) => eventId)).toEqual(told);
    expect(second.nextCursor).toBeNull();
    expect((await deliveries(one.endpointId, '?status=DEAD')).items).toEqual([]);
  });

  it('with a cursor that is no place are refused', async () => {
    const { endpoint: one } = await created();
    for (const cursor of ['x', '-1', '99999999999999999999'])
      await expectProblem(
        await bank.send('GET', `/v1/webhooks/${one.endpointId}/deliveries?cursor=${cursor}`),
        'VALIDATION_FAILED',
      );
  });
});

describe('a replay', () => {
  const replay = async (endpointId: string, body: object) =>
    (await (await act(endpointId, 'replay', body)).json()) as { queued: number };

  it('of one event sends it again, with the same id and body', async () => {
    const { endpoint: one } = await created();
    const eventId = await tested(one.endpointId);
    await until(async () => (await deliveryOf(one.endpointId, eventId))?.status === 'DELIVERED');
    const ofEvent = () => receiver.received.filter(({ event }) => event.id === eventId);
    expect(await replay(one.endpointId, { eventId })).toEqual({ queued: 1 });
    await until(() => ofEvent().length === 2);
    expect(ofEvent()[1]?.body).toBe(ofEvent()[0]?.body);
  });

  it('of a time sends what happened before the endpoint was there, of its types only, in order', async () => {
    const from = new Date().toISOString();
    await tell(platform, 'granted', 'revoked', 'paused');
    const { endpoint: one } = await created({
      eventTypes: ['cn.xinqiao.consent.granted.v1', 'cn.xinqiao.consent.revoked.v1'],
    });
    const before = receiver.received.length;
    expect(await replay(one.endpointId, { from })).toEqual({ queued: 2 });
    await receiver.until(before + 2);
    expect(receiver.received.slice(before).map(({ event }) => event.type)).toEqual([
      'cn.xinqiao.consent.granted.v1',
      'cn.xinqiao.consent.revoked.v1',
    ]);
    expect(await replay(one.endpointId, { from: new Date().toISOString() })).toEqual({ queued: 0 });
  });

  it('of what was given up sends exactly that, and the endpoint is well again', async () => {
    receiver.answer(() => 500);
    const { endpoint: one } = await created();
    const dead = await tested(one.endpointId);
    await until(async () => (await deliveryOf(one.endpointId, dead))?.lastStatus === 500);
    platform.advanceTokenClock(72 * 3_600_000);
    await until(
      async () =>
        (await rows(platform, `SELECT FROM webhook_delivery WHERE event_id = $1 AND status = 'DEAD'`, [dead]))
          .length === 1,
    );
    platform.advanceTokenClock(-72 * 3_600_000);
    expect(await endpoint(one.endpointId)).toMatchObject({ statusReason: 'DELIVERY_DEAD', dead: 1 });
    receiver.answer(() => 204);
    const well = await tested(one.endpointId);
    await until(async () => (await deliveryOf(one.endpointId, well))?.status === 'DELIVERED');
    expect(await replay(one.endpointId, { onlyDead: true })).toEqual({ queued: 1 });
    await until(async () => (await deliveryOf(one.endpointId, dead))?.status === 'DELIVERED');
    expect(await endpoint(one.endpointId)).toMatchObject({ statusReason: null, dead: 0 });
  });

  it('twice with one Idempotency-Key sends once', async () => {
    const { endpoint: one } = await created();
    const eventId = await tested(one.endpointId);
    await until(async () => (await deliveryOf(one.endpointId, eventId))?.status === 'DELIVERED');
    const idempotencyKey = randomUUID();
    const send = () =>
      bank.send('POST', `/v1/webhooks/${one.endpointId}/replay`, { body: { eventId }, idempotencyKey });
    await send();
    await until(() => receiver.received.filter(({ event }) => event.id === eventId).length === 2);
    expect(await (await send()).json()).toEqual({ queued: 1 });
    const another = await tested(one.endpointId);
    await until(async () => (await deliveryOf(one.endpointId, another))?.status === 'DELIVERED');
    expect(receiver.received.filter(({ event }) => event.id === eventId)).toHaveLength(2);
  });

  it.each([
    ['without saying what', {}, 'VALIDATION_FAILED'],
    ['of an event of nobody', { eventId: 'evt_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' }, 'EVENT_NOT_FOUND'],
  ] as const)('%s is refused', async (_, body, code) => {
    const { endpoint: one } = await created();
    await expectProblem(await act(one.endpointId, 'replay', body), code);
  });

  it('of another bank’s event is refused', async () => {
    const { endpoint: theirs } = await created({}, other);
    const { eventId } = (await (await act(theirs.endpointId, 'test', {}, other)).json()) as {
      eventId: string;
    };
    const { endpoint: one } = await created();
    await expectProblem(await act(one.endpointId, 'replay', { eventId }), 'EVENT_NOT_FOUND');
  });
});
