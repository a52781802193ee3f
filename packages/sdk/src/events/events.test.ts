import type { ReceivedEvent } from '@xinqiao/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IDS } from '../../test/builders.ts';
import {
  type LoopbackPlatform,
  loopbackPlatform,
  problem,
  type Reply,
} from '../../test/loopback-platform.ts';

const EVENTS = '/api/v1/events';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

/** An event at a place of the stream. */
const event = (position: number, fact: object = {}) => ({
  specversion: '1.0',
  id: IDS.entry.replace('ent', 'evt').replace(/\d\d$/, String(position + 10)),
  source: 'urn:xinqiao:operator:bozhou',
  type: 'cn.xinqiao.webhook.test.v1',
  time: '2026-11-21T08:00:00.000Z',
  subject: IDS.bank,
  datacontenttype: 'application/json',
  dataschema: 'urn:xinqiao:event:cn.xinqiao.webhook.test.v1',
  operatorid: 'bozhou',
  recipient: IDS.bank,
  sequence: String(position).padStart(20, '0'),
  data: { endpointId: IDS.entry.replace('ent', 'whk') },
  ...fact,
});

/** Answers one poll after the other; the last answer stays. */
const answers = (...replies: readonly Reply[]) => {
  let polls = 0;
  platform.on(`GET ${EVENTS}`, () => replies[Math.min(polls++, replies.length - 1)] as Reply);
};
const page = (nextCursor: string, ...items: readonly object[]): Reply => ({ body: { items, nextCursor } });
const asked = () => platform.calls(EVENTS).map(({ query }) => Object.fromEntries(query));

/** The places of the first events that a follower yields. */
async function take(events: AsyncIterable<ReceivedEvent>, count: number): Promise<number[]> {
  const taken: number[] = [];
  for await (const { sequence } of events) if (taken.push(Number(sequence)) === count) break;
  return taken;
}

describe('events.list', () => {
  it('reads a page', async () => {
    answers(page('1', event(1), event(2)));
    expect(await platform.client().events.list()).toEqual({ items: [event(1), event(2)], nextCursor: '1' });
  });

  it('asks for what it is told to', async () => {
    answers(page('1'));
    await platform.client().events.list({
      after: '0',
      types: ['cn.xinqiao.consent.revoked.v1', 'cn.xinqiao.webhook.test.v1'],
      limit: 5,
      waitSeconds: 3,
    });
    expect(asked()).toEqual([
      {
        after: '0',
        types: 'cn.xinqiao.consent.revoked.v1,cn.xinqiao.webhook.test.v1',
        limit: '5',
        waitSeconds: '3',
      },
    ]);
  });

  it('asks for all types when the list is empty', async () => {
    answers(page('1'));
    await platform.client().events.list({ types: [] });
    expect(asked()[0]).not.toHaveProperty('types');
  });

  it('gives the answer its time on top of the wait', async () => {
    answers(page('1'));
    const { events } = platform.client({ timeoutMs: 10_000 });
    await events.list();
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    await events.list({ waitSeconds: 3 });
    await events.list({ waitSeconds: 3 }, { timeoutMs: 500 });
    expect(timeout.mock.calls.flat()).toEqual(expect.arrayContaining([13_000, 3_500]));
    timeout.mockRestore();
  });

  it('returns an event of a type added later', async () => {
    const later = event(1, { type: 'cn.xinqiao.moon.risen.v1', data: { phase: 'FULL' } });
    answers(page('1', later));
    expect((await platform.client().events.list()).items).toEqual([later]);
  });

  it('refuses an event that does not fit its type', async () => {
    answers(page('1', event(1, { data: {} })));
    await expect(platform.client().events.list()).rejects.toHaveProperty('code', 'RESPONSE_UNEXPECTED');
  });

  it.each([{ waitSeconds: 26 }, { waitSeconds: -1 }, { limit: 0 }, { limit: 101 }])(
    'refuses %j before anything is sent',
    async (query) => {
      await expect(platform.client().events.list(query)).rejects.toHaveProperty('code', 'VALIDATION_FAILED');
      expect(asked()).toEqual([]);
    },
  );
});

describe('events.follow', () => {
  it('yields every event once, page after page, waiting at the platform', async () => {
    answers(page('2', event(1), event(2)), page('2'), page('4'), page('5', event(5)));
    expect(await take(platform.client().events.follow({ after: '0' }), 3)).toEqual([1, 2, 5]);
    expect(asked()).toEqual(
      ['0', '2', '2', '4'].map((after) => ({ after, limit: '100', waitSeconds: '25' })),
    );
  });

  it('begins with the oldest event that is kept', async () => {
    answers(page('1', event(1)));
    await take(platform.client().events.follow(), 1);
    expect(asked()).toEqual([{ limit: '100', waitSeconds: '25' }]);
  });

  it('keeps to the types on every page', async () => {
    answers(page('1', event(1)), page('2', event(2)));
    const types = ['cn.xinqiao.webhook.test.v1'] as const;
    await take(platform.client().events.follow({ types }), 2);
    expect(asked().map((query) => query.types)).toEqual([types[0], types[0]]);
  });

  it('goes on from where it was when the platform is away for longer than the retries of a call', async () => {
    const away = problem(503, 'DATABASE_UNAVAILABLE');
    answers(page('1', event(1)), ...Array(8).fill(away), page('2', event(2)));
    const interruptions: string[] = [];
    const onInterruption = ({ code }: { code: string }) => interruptions.push(code);
    await take(platform.client().events.follow({ onInterruption }), 2);
    expect(interruptions).toEqual(['DATABASE_UNAVAILABLE', 'DATABASE_UNAVAILABLE']);
    expect(
      new Set(
        asked()
          .slice(1)
          .map(({ after }) => after),
      ),
    ).toEqual(new Set(['1']));
  });

  it('throws what it meets before the first answer, so that a wrong address is noticed', async () => {
    answers(problem(503, 'DATABASE_UNAVAILABLE'));
    await expect(take(platform.client().events.follow(), 1)).rejects.toHaveProperty(
      'code',
      'DATABASE_UNAVAILABLE',
    );
  });

  it('throws what waiting does not help against', async () => {
    answers(page('1', event(1)), problem(403, 'PARTICIPANT_NOT_ACTIVE'));
    await expect(take(platform.client().events.follow(), 2)).rejects.toHaveProperty(
      'code',
      'PARTICIPANT_NOT_ACTIVE',
    );
  });

  it('throws when the platform gives events and stays where it was', async () => {
    answers(page('1', event(1)));
    await expect(take(platform.client().events.follow(), 2)).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { fields: ['nextCursor'] },
    });
  });

  it('ends with the signal’s reason while the platform waits', async () => {
    const controller = new AbortController();
    platform.on(`GET ${EVENTS}`, { raw: () => controller.abort(new Error('shutting down')) });
    const { signal } = controller;
    await expect(take(platform.client().events.follow({}, { signal }), 1)).rejects.toThrow('shutting down');
    expect(asked()).toHaveLength(1);
  });

  it('ends with the signal’s reason between two polls', async () => {
    const controller = new AbortController();
    const pause = { headers: { 'retry-after': '3600' } };
    answers(page('1', event(1)), { ...problem(429, 'RATE_LIMITED'), ...pause });
    const onInterruption = () => controller.abort(new Error('shutting down'));
    const pages = platform.client().events.follow({ onInterruption }, { signal: controller.signal });
    await expect(take(pages, 2)).rejects.toThrow('shutting down');
  });
});
