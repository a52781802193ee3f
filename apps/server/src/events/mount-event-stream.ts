import { Readable } from 'node:stream';
import { EventCursor, EventTypeList, PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Principal } from '../http/principal.ts';
import { parseInput } from '../http/run-operation.ts';
import type { Services } from '../services.ts';
import { eventEnvelope } from './event-envelope.ts';
import { waiters } from './waiters.ts';
import { watchEvents } from './watch-events.ts';

/** Most streams of one participant at once, on one node. */
const MOST_STREAMS = 5;
/** A sign of life when there is no event, so that nothing between us takes the connection for dead; milliseconds. */
const HEARTBEAT_MS = 10_000;
const EVENTS_AT_ONCE = 50;

const StreamInput = z.strictObject({ after: EventCursor.optional(), types: EventTypeList.optional() });

/**
 * `GET /api/v1/events/stream`: the participant's events as server-sent events (HTML Standard §9.2), each with its place
 * as `id`, so that `Last-Event-ID` goes on where a broken stream ended.
 *
 * The stream ends with the token, or when its caller is no longer served: an event `end` says why.
 */
export function mountEventStream(
  app: FastifyInstance,
  services: Services,
  authenticate: (request: FastifyRequest) => Promise<Principal>,
  leaving: (request: FastifyRequest) => AbortSignal,
): void {
  const streams = waiters(MOST_STREAMS);
  // A HEAD would open a stream that nobody reads.
  app.get('/api/v1/events/stream', { exposeHeadRoute: false }, async (request, reply) => {
    const principal = await authenticate(request);
    if (!principal.scopes.has('events:read'))
      throw new PlatformError('SCOPE_MISSING', { details: { scope: 'events:read' } });
    const last = request.headers['last-event-id'];
    const { after, types } = parseInput(StreamInput, {
      ...(request.query as object),
      ...(last === undefined ? {} : { after: last }),
    });
    // The token was verified; only its end is read here.
    const { exp = 0 } = decodeJwt((request.headers.authorization ?? '').split(' ')[1] ?? '');
    const leave = streams.enter(principal.participantId);
    const next = watchEvents(services, {
      ...{ principal, after: BigInt(after ?? 0), types, limit: EVENTS_AT_ONCE, leaving: leaving(request) },
    });
    const stream = Readable.from(lines({ next, leaving: leaving(request), expires: exp * 1_000, services }), {
      objectMode: false,
    });
    stream.once('close', leave);
    return reply
      .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .type('text/event-stream; charset=utf-8')
      .send(stream);
  });
}

async function* lines({
  next,
  leaving,
  expires,
  services,
}: {
  readonly next: ReturnType<typeof watchEvents>;
  readonly leaving: AbortSignal;
  /** When the token ends, milliseconds since 1970. */
  readonly expires: number;
  readonly services: Pick<Services, 'tokenClock' | 'logger'>;
}): AsyncGenerator<string> {
  yield 'retry: 2000\n\n';
  try {
    for (;;) {
      const left = expires - services.tokenClock.now().getTime();
      if (left <= 0) throw new PlatformError('TOKEN_EXPIRED');
      const { events } = await next(Math.min(HEARTBEAT_MS, left));
      if (leaving.aborted) return;
      for (const event of events.map(eventEnvelope))
        yield `id: ${event.sequence}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
      if (events.length === 0) yield ': alive\n\n';
    }
  } catch (error) {
    const { code } = error instanceof PlatformError ? error : new PlatformError('INTERNAL');
    if (code === 'INTERNAL') services.logger.error({ err: error }, 'event stream broke off');
    yield `event: end\ndata: ${JSON.stringify({ code })}\n\n`;
  }
}
