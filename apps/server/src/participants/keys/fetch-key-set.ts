import { PlatformError } from '@xinqiao/contracts';
import type { Outbound } from '../../outbound/open-outbound.ts';
import { OutboundError, type OutboundErrorCode } from '../../outbound/outbound-error.ts';
import { type CheckedKeySet, checkKeySet } from './check-key-set.ts';
import { KEY_SET_MAX_BYTES } from './read-key-list.ts';

/** From the DNS query to the last byte, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** Ports on the public internet: those of web servers, so that nobody tries what else a host answers on. */
const PORTS = [443, 8443];

/** `reason` in the details of `KEY_SET_UNREACHABLE`. NOT_REACHED: no answer in HTTP came, for whatever reason. */
export type KeySetUnreachableReason =
  | Extract<OutboundErrorCode, 'URL_NOT_ALLOWED' | 'RESPONSE_TOO_LARGE'>
  | 'NOT_REACHED'
  | 'STATUS_NOT_200'
  | 'NOT_JSON';

/**
 * Reads and checks the key set at an address that a participant named: without user name, query and fragment, on port
 * 443 or 8443.
 *
 * The reason does not tell names without address, closed ports and refused networks apart; the `cause` does.
 *
 * @throws {PlatformError} `KEY_SET_UNREACHABLE` with `{ reason }` ({@link KeySetUnreachableReason}) and, for an answer
 *   other than 200, a redirect too, `{ status }`; `KEY_SET_INVALID` as {@link checkKeySet}
 */
export async function fetchKeySet(outbound: Outbound, url: string): Promise<CheckedKeySet> {
  // Whoever publishes keys needs no query; it is where people put secrets, and the address stands in the log.
  if (url.includes('?')) throw unreachable('URL_NOT_ALLOWED');
  const { status, headers, body } = await outbound
    .request({
      url,
      method: 'GET',
      ports: PORTS,
      headers: { accept: 'application/jwk-set+json, application/json' },
      maxResponseBytes: KEY_SET_MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
    })
    .catch((error: unknown) => {
      throw error instanceof OutboundError ? unreachable(reasonOf(error.code), {}, error) : error;
    });
  if (status !== 200) throw unreachable('STATUS_NOT_200', { status });
  if (!isJson(headers['content-type'])) throw unreachable('NOT_JSON');
  return checkKeySet(body);
}

const reasonOf = (code: OutboundErrorCode): KeySetUnreachableReason =>
  code === 'URL_NOT_ALLOWED' || code === 'RESPONSE_TOO_LARGE' ? code : 'NOT_REACHED';

const unreachable = (reason: KeySetUnreachableReason, details = {}, cause?: OutboundError) =>
  new PlatformError('KEY_SET_UNREACHABLE', { details: { reason, ...details }, cause });

/** `application/json` or a type built on it, such as `application/jwk-set+json` (RFC 7517 §8.5.2). */
const isJson = (contentType = ''): boolean =>
  /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i.test(contentType.trim());
