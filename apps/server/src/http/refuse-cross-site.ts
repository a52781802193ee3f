import { PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What a browser says of a request that a page of ours, or the person herself, began (Fetch Metadata). */
const OURS = ['same-origin', 'none'];

/**
 * Refuses what another site makes a browser send with somebody’s session, before its form token is even looked at.
 * Programs say nothing of where they come from and are let through: they have tokens of their own.
 *
 * @param isGuarded Whether an address acts by session.
 */
export function refuseCrossSite(app: FastifyInstance, isGuarded: (url: string) => boolean): void {
  app.addHook('onRequest', async (request) => {
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    if (!reads && isGuarded(request.url) && isCrossSite(request)) throw new PlatformError('FORM_EXPIRED');
  });
}

/** `Origin` is `null` on our own forms too, because our pages send no referrer (Fetch §3.1.2): it decides nothing. */
function isCrossSite({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return !OURS.includes(String(site));
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
