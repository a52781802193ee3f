import { setTimeout as sleep } from 'node:timers/promises';
import type { EventType } from '@xinqiao/contracts';
import { type EventsRead, readEvents } from '@xinqiao/db';
import { standingRefusal } from '../applications/standing.ts';
import { noteTold } from '../consents/stops/told.ts';
import type { Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';

/** Pause between two looks, in milliseconds. */
const LOOK_EVERY_MS = 250;
/** How long a waiting caller is served without another look at its standing, in milliseconds. */
const STANDING_KNOWN_MS = 4_000;

export interface Watch {
  readonly principal: Principal;
  /** Place of the last event known. */
  readonly after: bigint;
  readonly types: readonly EventType[] | undefined;
  /** Most events at once. */
  readonly limit: number;
  readonly leaving: AbortSignal;
}

type WatchServices = Pick<Services, 'database' | 'clock' | 'tokenClock' | 'environment'>;

/**
 * A caller's eye on its events: each call waits for the next ones, in order.
 *
 * One indexed statement a look, four looks a second. How the caller stands is looked up again at least every five
 * seconds, so that a suspension ends the wait.
 *
 * @returns Reads the next events; none when the time is over or the caller leaves.
 */
export function watchEvents(services: WatchServices, { principal, types, limit, leaving, ...watch }: Watch) {
  const { participantId } = principal;
  let after = watch.after;
  let standingUntil = performance.now() + STANDING_KNOWN_MS;

  const look = (): Promise<EventsRead> =>
    services.database.transaction({ participantId }, async (tx) => {
      if (performance.now() >= standingUntil) {
        const refusal = await standingRefusal(services, tx, principal);
        if (refusal !== undefined) throw refusal;
        standingUntil = performance.now() + STANDING_KNOWN_MS;
      }
      const read = await readEvents(tx, participantId, { after, types, limit });
      // A person at a console who looks at events is not the bank's program that acts on them.
      if (principal.kind === 'application') await noteTold(tx, read.events, services.clock.now());
      return read;
    });

  /**
   * @param waitMs Longest wait, in milliseconds.
   * @throws {PlatformError} when the caller is no longer served
   */
  return async (waitMs: number): Promise<EventsRead> => {
    const end = performance.now() + waitMs;
    for (;;) {
      const read = await look();
      // Also past events of other types, or a caller who wants rare ones looks through all of them each time.
      after = read.position;
      const left = end - performance.now();
      if (read.events.length > 0 || left <= 0 || leaving.aborted) return read;
      await sleep(Math.min(LOOK_EVERY_MS, left), undefined, { signal: leaving }).catch(() => undefined);
    }
  };
}
