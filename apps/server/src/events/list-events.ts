import { sequenceOf } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { eventEnvelope } from './event-envelope.ts';
import { waiters } from './waiters.ts';
import { watchEvents } from './watch-events.ts';

/** Most long polls of one participant at once, on one node. */
const MOST_LONG_POLLS = 10;

/** The participant's own events in order; with `waitSeconds` the answer comes as soon as there is one. */
export function listEvents(): Handler<'events.list'> {
  const longPolls = waiters(MOST_LONG_POLLS);
  return async ({ services, principal, leaving }, { after, types, limit, waitSeconds }) => {
    const leave = waitSeconds > 0 ? longPolls.enter(principal.participantId) : undefined;
    try {
      const position = BigInt(after ?? 0);
      const signal = waitSeconds > 0 ? leaving() : AbortSignal.abort();
      const next = watchEvents(services, { principal, after: position, types, limit, leaving: signal });
      const read = await next(waitSeconds * 1_000);
      return { items: read.events.map(eventEnvelope), nextCursor: sequenceOf(read.position) };
    } finally {
      leave?.();
    }
  };
}
