import { PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Length of a window, in seconds. */
export const WINDOW_SECONDS = 60;

/** Where a participant stands with its calls of this minute. */
export interface Rate {
  /** Calls allowed per window, on all nodes together. */
  readonly limit: number;
  /** Calls of this window, this one included. */
  readonly used: number;
  /** Seconds until the next window, at least 1. */
  readonly resetSeconds: number;
}

const rates = new WeakMap<FastifyRequest, Rate>();

/** Keeps the rate for the headers of the answer. @throws {PlatformError} `RATE_LIMITED` beyond the limit */
export function admit(request: FastifyRequest, rate: Rate): void {
  rates.set(request, rate);
  if (rate.used > rate.limit)
    throw new PlatformError('RATE_LIMITED', { details: { retryAfterSeconds: rate.resetSeconds } });
}

/**
 * Headers that say where the caller stands: `RateLimit-Policy` and `RateLimit`, structured fields (RFC 9651) of
 * draft-ietf-httpapi-ratelimit-headers-10, and `Retry-After` (RFC 9110 §10.2.3) beyond the limit.
 */
export const rateHeaders = ({ limit, used, resetSeconds }: Rate): Record<string, string> => ({
  'ratelimit-policy': `"participant";q=${limit};w=${WINDOW_SECONDS}`,
  ratelimit: `"participant";r=${Math.max(0, limit - used)};t=${resetSeconds}`,
  ...(used > limit ? { 'retry-after': String(resetSeconds) } : {}),
});

/** Sends these headers with every answer to somebody whose call was counted; of a batch, those of its last call. */
export function sendRateHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const rate = rates.get(request);
    if (rate !== undefined) reply.headers(rateHeaders(rate));
  });
}
