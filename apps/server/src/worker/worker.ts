import { type Database, purgeExpired } from '@xinqiao/db';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.ts';

export interface Round {
  readonly name: string;
  /** Pause after a round that found nothing to do, in milliseconds. */
  readonly pauseMs: number;
  /** @returns How much was done; after more than 0 the next round follows at once. */
  run(): Promise<number>;
  /** Ends what its rounds left running. */
  stop?(): Promise<void>;
}

/** Runs rounds side by side until stopped. A failing round is logged and tried again after its pause. */
export function startWorker(rounds: readonly Round[], logger: FastifyBaseLogger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loops = rounds.map(async ({ name, pauseMs, run }) => {
    while (!stopping.signal.aborted) {
      const done = await run().catch((error: unknown) => {
        if (!stopping.signal.aborted) logger.error({ err: error, round: name }, 'worker round failed');
        return 0;
      });
      if (done === 0) await pause(pauseMs, stopping.signal);
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
      await Promise.all(rounds.map((round) => round.stop?.()));
    },
  };
}

/**
 * Removes what expired: once-only values, idempotency keys, state of the authorization server.
 *
 * @param clock Time of the business.
 * @param tokenClock Time of tokens, by which proofs and sign-ins end.
 */
export const purgeRound = (database: Database, clock: Clock, tokenClock: Clock): Round => ({
  name: 'purge',
  pauseMs: 60_000,
  async run() {
    const presents = { business: clock.now(), token: tokenClock.now() };
    await database.transaction({}, (tx) => purgeExpired(tx, presents));
    return 0;
  },
});

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
  });
