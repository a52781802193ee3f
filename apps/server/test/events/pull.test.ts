import type { CloudEvent } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { setParticipantStatus } from '../support/set-status.ts';
import { BANK, until } from './support/event-world.ts';
import { tell } from './support/tell.ts';

interface EventList {
  readonly items: CloudEvent[];
  readonly nextCursor: string;
}

let platform: Platform;
let bank: RawClient;
let other: RawClient;
beforeAll(async () => {
  platform = await startPlatform();
  [bank, other] = await Promise.all([RawClient.of(platform), RawClient.of(platform, 'other-bank')]);
  await Promise.all([bank.token(), other.token()]);
});
afterAll(() => platform.close());

const list = async (query = '', client = bank): Promise<EventList> =>
  (await (await client.send('GET', `/v1/events${query}`)).json()) as EventList;
/** Where the stream ends at present. */
async function cursor(): Promise<string> {
  for (let after = ''; ; ) {
    const { items, nextCursor } = await list(`?limit=100${after && `&after=${after}`}`);
    if (items.length === 0) return nextCursor;
    after = nextCursor;
  }
}

describe('events.list', () => {
  it('gives what happened to the bank’s consents, in order, page by page', async () => {
    const start = await cursor();
    const { consentId } = await agreedConsent(platform);
    await platform.bank().consents.revoke(consentId);
    await until(async () => (await list(`?after=${start}`)).items.length === 2);
    const first = await list(`?after=${start}&limit=1`);
    const second = await list(`?after=${first.nextCursor}&limit=1`);
    expect([...first.items, ...second.items]).toMatchObject([
      { type: 'cn.xinqiao.consent.granted.v1', data: { consentId, status: 'ACTIVE', by: 'OWNER' } },
      { type: 'cn.xinqiao.consent.revoked.v1', data: { consentId, status: 'REVOKED', by: 'PARTICIPANT' } },
    ]);
    expect(await list(`?after=${second.nextCursor}`)).toEqual({ items: [], nextCursor: second.nextCursor });
  });

  it('gives the types asked for only', async () => {
    const start = await cursor();
    const [, revoked] = await tell(platform, 'granted', 'revoked');
    const types = 'cn.xinqiao.consent.revoked.v1,cn.xinqiao.consent.expired.v1';
    expect((await list(`?after=${start}&types=${types}`)).items.map(({ id }) => id)).toEqual([revoked]);
  });

  it('gives nothing of another bank, nor does events.get', async () => {
    const [mine] = await tell(platform, 'granted');
    expect((await list('?limit=100')).items.map(({ id }) => id)).toContain(mine);
    const theirs = (await list('?limit=100', other)).items;
    expect(theirs.filter(({ recipient }) => recipient === BANK)).toEqual([]);
    expect(await (await bank.send('GET', `/v1/events/${mine}`)).json()).toMatchObject({ id: mine });
    await expectProblem(await other.send('GET', `/v1/events/${mine}`), 'EVENT_NOT_FOUND');
  });

  it.each([
    'after=x',
    'after=9223372036854775808',
    'types=cn.xinqiao.all',
    'limit=0',
    'limit=101',
    'waitSeconds=26',
  ])('with %s is refused', async (query) => {
    await expectProblem(await bank.send('GET', `/v1/events?${query}`), 'VALIDATION_FAILED');
  });

  it('needs events:read', async () => {
    const token = await bank.newToken('consents:read');
    await expectProblem(await bank.send('GET', '/v1/events', { token }), 'SCOPE_MISSING');
  });
});

describe('long poll', () => {
  it('answers as soon as there is an event', async () => {
    const start = await cursor();
    const waiting = list(`?after=${start}&waitSeconds=25`);
    const [eventId] = await tell(platform, 'granted');
    expect((await waiting).items).toMatchObject([{ id: eventId }]);
  });

  it('answers empty when the time is over', async () => {
    const start = await cursor();
    expect(await list(`?after=${start}&waitSeconds=1`)).toEqual({ items: [], nextCursor: start });
  });

  it('is bounded per participant, and a caller that leaves makes room', async () => {
    const start = await cursor();
    const poll = (waitSeconds: number, signal?: AbortSignal) =>
      bank.send('GET', `/v1/events?after=${start}&waitSeconds=${waitSeconds}`, signal ? { signal } : {});
    const leaving = new AbortController();
    const refused: Response[] = [];
    const waiting = Array.from({ length: 12 }, () =>
      poll(25, leaving.signal).then(
        (response) => refused.push(response),
        () => undefined, // it left
      ),
    );
    await until(() => refused.length === 2);
    for (const response of refused) await expectProblem(response, 'RATE_LIMITED');
    expect((await other.send('GET', '/v1/events?waitSeconds=1')).status).toBe(200);
    leaving.abort();
    await Promise.all(waiting);
    await until(async () => (await poll(1)).status === 200);
  });
});

describe('server-sent events', () => {
  /** Reads the stream until so many events have come, then leaves. */
  async function follow(
    query: string,
    count: number,
    { headers = {}, opened = () => {} }: { headers?: Record<string, string>; opened?: () => void } = {},
  ) {
    const response = await bank.send('GET', `/v1/events/stream${query}`, { headers });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    opened();
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while ((text.match(/^data: .*\n\n/gm) ?? []).length < count) {
      const { value, done } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value);
    }
    await reader.cancel();
    return text.split('\n\n').flatMap((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const data = field('data');
      if (data === undefined) return [];
      return [{ id: field('id'), event: field('event'), data: JSON.parse(data) as CloudEvent }];
    });
  }

  it('come as they happen, with their place as id', async () => {
    const start = await cursor();
    const following = follow(`?after=${start}`, 2);
    const told = await tell(platform, 'granted', 'revoked');
    const events = await following;
    expect(events.map(({ data }) => data.id)).toEqual(told);
    expect(events.map(({ event }) => event)).toEqual(events.map(({ data }) => data.type));
    expect(events.map(({ id }) => id)).toEqual(events.map(({ data }) => data.sequence));
  });

  it('go on after Last-Event-ID, without gap or repetition', async () => {
    const start = await cursor();
    const told = await tell(platform, 'granted', 'paused', 'revoked');
    const [first] = await follow(`?after=${start}`, 1);
    const rest = await follow(`?after=${start}`, 2, { headers: { 'last-event-id': first?.id ?? '' } });
    expect([first, ...rest].map((one) => one?.data.id)).toEqual(told);
  });

  it('end when the participant is suspended', async () => {
    const start = await cursor();
    const events = await follow(`?after=${start}`, 1, {
      opened: () => void setParticipantStatus(platform, BANK, 'SUSPENDED'),
    });
    expect(events).toMatchObject([{ event: 'end', data: { code: 'PARTICIPANT_SUSPENDED' } }]);
    await setParticipantStatus(platform, BANK, 'ACTIVE');
  });

  it('are refused without a proof, and with a cursor that is no place', async () => {
    await expectProblem(await bank.send('GET', '/v1/events/stream', { proof: null }), 'DPOP_PROOF_INVALID');
    const headers = { 'last-event-id': 'x' };
    await expectProblem(await bank.send('GET', '/v1/events/stream', { headers }), 'VALIDATION_FAILED');
  });

  it('end with the token', async () => {
    const start = await cursor();
    const events = await follow(`?after=${start}`, 1, { opened: () => platform.advanceTokenClock(301_000) });
    expect(events).toMatchObject([{ event: 'end', data: { code: 'TOKEN_EXPIRED' } }]);
  });
});
