import type { FastifyBaseLogger } from 'fastify';
import type { Source, SourceDescription } from '../source.ts';
import { type Breaker, type BreakerState, circuitBreaker, type Pass } from './breaker.ts';
import { bulkhead } from './bulkhead.ts';
import { type CallFigures, callWindow } from './call-window.ts';

/** Why a source gave nothing, in the words of a package. What the source itself said stays here. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly reason: 'TIMEOUT' | 'UNAVAILABLE';

  constructor(reason: 'TIMEOUT' | 'UNAVAILABLE') {
    super(`The source gave no answer (${reason}).`);
    this.reason = reason;
  }
}

export interface CallOptions {
  /** Longest the caller waits, in milliseconds, if shorter than the source’s own deadline. */
  readonly deadlineMs?: number;
  /** Aborts when the caller no longer waits. */
  readonly signal?: AbortSignal;
  /** Whether what came back is no answer after all, and so a failure. */
  readonly failed?: (answer: never) => boolean;
  /**
   * False where the outcome says nothing of the source’s data, as of its health: a source that is well and yet answers
   * no question would never be left alone. Default true.
   */
  readonly counts?: boolean;
}

/** How a source has been doing on this node. */
export interface SourceCondition extends CallFigures {
  readonly breaker: BreakerState;
  readonly failuresInARow: number;
  readonly running: number;
  readonly waiting: number;
  /** Milliseconds since 1970; null while there was none. */
  readonly lastSuccessAt: number | null;
  readonly lastFailureAt: number | null;
}

/** A source that no call can hold up, and that cannot hold up another source. */
export interface GuardedSource {
  readonly description: SourceDescription;
  /** The source itself, for what it offers beside answers (`representativeOf`). */
  readonly offers: Pick<Source, 'representativeOf' | 'refusedRows'>;
  /**
   * Makes one call of the source within its deadline.
   *
   * @throws {SourceFailure} `TIMEOUT`, or `UNAVAILABLE` when it failed, is known to fail, or too many calls wait
   */
  call<Answer>(
    use: (source: Source, signal: AbortSignal) => Promise<Answer>,
    options?: CallOptions,
  ): Promise<Answer>;
  condition(): SourceCondition;
  close(): Promise<void>;
}

export interface GuardOptions {
  readonly logger: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  /** Milliseconds of a clock that never goes back. Default the process’s own. */
  readonly now?: () => number;
  /** Calls at once. Default 16. */
  readonly concurrent?: number;
  /** Calls that may wait. Default 64. */
  readonly queued?: number;
}

/** Opens after five failures in a row, for 10 seconds first and 5 minutes at most. */
const BREAKER = { failures: 5, openMs: 10_000, longestOpenMs: 300_000 };

/** Of a call that does not count. */
const UNCOUNTED: Pass = { succeeded() {}, failed() {}, released() {} };

/**
 * Puts a deadline, a bulkhead and a circuit breaker before a source.
 *
 * A caller that gives up early says nothing about the source; a deadline of its own that passes does. A call keeps its
 * place in the bulkhead until the source has let go of it, one further deadline at the most.
 */
export function guardSource(
  source: Source,
  { logger, now = () => performance.now(), concurrent = 16, queued = 64 }: GuardOptions,
): GuardedSource {
  const description = source.describe();
  const { sourceId, deadlineMs: ownDeadlineMs } = description;
  const breaker = circuitBreaker(BREAKER, now);
  const places = bulkhead({ concurrent, queued });
  const calls = callWindow(now);
  let lastSuccessAt: number | null = null;
  let lastFailureAt: number | null = null;

  const note = (pass: Pass, ok: boolean, tookMs: number) => {
    if (pass === UNCOUNTED) return;
    calls.add(tookMs, ok);
    if (ok) lastSuccessAt = Date.now();
    else lastFailureAt = Date.now();
    const before = breaker.state;
    if (ok) pass.succeeded();
    else pass.failed();
    if (breaker.state === 'OPEN' && before !== 'OPEN')
      logger.warn({ sourceId }, 'source is left alone for a while');
  };

  return {
    description,
    offers: source,
    async call(use, { deadlineMs = ownDeadlineMs, signal: caller, failed, counts = true } = {}) {
      const open = breaker.state === 'OPEN';
      const pass = counts ? breaker.enter() : open ? undefined : UNCOUNTED;
      if (pass === undefined) throw new SourceFailure('UNAVAILABLE');
      const limits = [AbortSignal.timeout(Math.min(deadlineMs, ownDeadlineMs))];
      const signal = AbortSignal.any(caller === undefined ? limits : [...limits, caller]);
      const leave = await places.enter(signal).catch(() => {
        pass.released();
        throw new SourceFailure('TIMEOUT');
      });
      if (leave === undefined) {
        pass.released();
        throw new SourceFailure('UNAVAILABLE');
      }
      const begun = now();
      const answer = Promise.resolve().then(() => use(source, signal));
      letGo(answer, ownDeadlineMs, signal, leave);
      try {
        const given = await Promise.race([answer, expired(signal)]);
        const bad = failed?.(given as never) === true;
        note(pass, !bad, now() - begun);
        return given;
      } catch (error) {
        // Somebody who waits less long than the source may take has learned nothing about it.
        const impatient = signal.aborted && (caller?.aborted === true || deadlineMs < ownDeadlineMs);
        if (impatient) pass.released();
        else note(pass, false, now() - begun);
        logger.error({ sourceId, failure: describeFailure(error) }, 'source failed');
        throw new SourceFailure(signal.aborted ? 'TIMEOUT' : 'UNAVAILABLE');
      }
    },
    condition: () => ({
      ...calls.figures(),
      ...stateOf(breaker),
      ...{ running: places.running, waiting: places.waiting, lastSuccessAt, lastFailureAt },
    }),
    close: async () => source.close?.(),
  };
}

const stateOf = ({ state, failures }: Breaker) => ({ breaker: state, failuresInARow: failures });

/** Frees the place when the source is done with the call, or has been given twice its time. */
function letGo(answer: Promise<unknown>, graceMs: number, signal: AbortSignal, leave: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(leave, graceMs).unref();
  };
  signal.addEventListener('abort', begin, { once: true });
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', begin);
    leave();
  };
  answer.then(end, end);
}

/** Rejects when the deadline passes, so that a source that ignores the signal cannot hold the read. */
export const expired = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

/** What kind of error it was. Its words may hold data of the source, so they are not logged. */
function describeFailure(error: unknown): { readonly name: string; readonly code?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { readonly code?: unknown };
  return { name: error.name, ...(typeof code === 'string' ? { code } : {}) };
}
