import { AgencyError } from '../agency-error.ts';

/**
 * Reads the address of a service.
 *
 * @returns `origin` without a slash at the end, and `authority` as RFC 9421 §2.2.3 writes it.
 * @throws {AgencyError} `ORIGIN_INVALID`
 */
export function readOrigin(text: string): { readonly origin: string; readonly authority: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.href === `${url.origin}/` &&
    // Not a word more than the origin: nothing is dropped in silence.
    text.replace(/\/$/, '').toLowerCase() === url.origin;
  if (!plain) throw new AgencyError('ORIGIN_INVALID');
  return { origin: url.origin, authority: url.host };
}

/** Where a service without TLS is called that listens there; an address of IPv6 stands in brackets. */
export const plainOrigin = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
