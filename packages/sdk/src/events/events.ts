import { type EventType, OPERATIONS, PlatformError, ReceivedEvent } from '@xinqiao/contracts';
import { z } from 'zod';
import type { Api } from '../api.ts';
import { backoffMs, sleep } from '../http/retry.ts';
import type { RequestOptions, Settings } from '../options.ts';
import { refuseMismatches } from '../schema.ts';
import { pauseMs } from './pause.ts';

/** Read with an open mind: the platform may know types that this version of the contract does not. */
const listEvents = {
  ...OPERATIONS['events.list'],
  output: z.object({ items: z.array(ReceivedEvent), nextCursor: z.string() }),
};

export interface EventFilter {
  /** `sequence` of the last event you have, or `nextCursor`. Default: from the oldest event that is kept (90 days). */
  readonly after?: string;
  /** Types to read. Default, also when empty: all. */
  readonly types?: readonly EventType[];
}

export interface EventQuery extends EventFilter {
  /** Most events of one page, 1–100. Default 20. */
  readonly limit?: number;
  /** How long the platform waits for an event when there is none yet, in seconds, 0–25. Default 0. */
  readonly waitSeconds?: number;
}

export interface FollowQuery extends EventFilter {
  /** Told of each interruption that is waited out, for your log. */
  readonly onInterruption?: (error: PlatformError) => void;
}

export interface EventPage {
  /** Oldest first. */
  readonly items: readonly ReceivedEvent[];
  /** Where to go on; never null, because another event may come. */
  readonly nextCursor: string;
}

/** The longest wait and the largest page the platform offers. */
const FOLLOW = { waitSeconds: 25, limit: 100 } as const;

/**
 * Events of your bank, for whoever cannot open a port to webhooks, or wants to catch up after an outage.
 *
 * The same events come by webhook, with the same `id`. Types added after this SDK was built are returned too, with
 * their `data` unchecked: see `isKnownEvent`.
 */
export class Events {
  readonly #api: Api;
  readonly #settings: Settings;

  constructor(api: Api, settings: Settings) {
    this.#api = api;
    this.#settings = settings;
  }

  /**
   * Reads one page of events, oldest first.
   *
   * @param options `timeoutMs` comes on top of `waitSeconds`.
   * @throws {PlatformError} `VALIDATION_FAILED`: a wrong cursor, type, limit or wait
   */
  async list(query: EventQuery = {}, options: RequestOptions = {}): Promise<EventPage> {
    const { types = [], waitSeconds = 0, ...page } = query;
    const timeoutMs = (options.timeoutMs ?? this.#settings.timeoutMs) + waitSeconds * 1000;
    const input = { ...page, waitSeconds, ...(types.length > 0 ? { types: types.join(',') } : {}) };
    return this.#api.call(listEvents, input, { ...options, timeoutMs });
  }

  /**
   * Events as they happen, one after the other, without end.
   *
   * Store `sequence` once an event is handled, and pass it as `after` after a restart: nothing is lost, and what was
   * handled but not stored comes again with the same `id`.
   *
   * ```ts
   * for await (const event of xinqiao.events.follow({ after: await load() })) {
   *   if (isKnownEvent(event)) await handle(event);
   *   await store(event.sequence);
   * }
   * ```
   *
   * Once a first answer has come, interruptions of the network or the platform are waited out, for as long as they
   * last; before that they are thrown, so that a wrong address is noticed.
   *
   * @param options `signal` ends it: the loop then rejects with the signal's reason. `timeoutMs` as in {@link list}.
   * @throws {PlatformError} what waiting does not help against, such as `PARTICIPANT_NOT_ACTIVE`
   */
  async *follow(
    query: FollowQuery = {},
    options: RequestOptions = {},
  ): AsyncGenerator<ReceivedEvent, void, undefined> {
    const { onInterruption, ...filter } = query;
    let cursor = filter.after;
    let reached = false;
    for (let failures = 0; ; ) {
      const after = cursor === undefined ? {} : { after: cursor };
      let page: EventPage;
      try {
        page = await this.list({ ...filter, ...after, ...FOLLOW }, options);
      } catch (error) {
        if (!reached || !(error instanceof PlatformError) || !error.retryable) throw error;
        onInterruption?.(error);
        await sleep(pauseMs(error, failures++, this.#settings.random), options.signal);
        continue;
      }
      reached = true;
      failures = 0;
      if (page.items.length > 0) refuseMismatches(page.nextCursor === cursor ? ['nextCursor'] : []);
      // A platform that answers before the wait is over is not asked again at once.
      else await sleep(backoffMs(0, this.#settings.random), options.signal);
      yield* page.items;
      cursor = page.nextCursor;
    }
  }
}
