import { PlatformError } from '@xinqiao/contracts';
import type { Outbound } from '../../outbound/open-outbound.ts';
import { OutboundError, type OutboundErrorCode } from '../../outbound/outbound-error.ts';
import { type CheckedKeySet, checkKeySet } from './check-key-set.ts';
import { KEY_SET_MAX_BYTES } from './read-key-list.ts';

/** From the DNS query to the last byte, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** `reason` in the details of `KEY_SET_UNREACHABLE`. */
export type KeySetUnreachableReason = OutboundErrorCode | 'STATUS_NOT_200' | 'NOT_JSON';

/**
 * Reads and checks the key set at an address that a participant named.
 *
 * @throws {PlatformError} `KEY_SET_UNREACHABLE` with `{ reason }` ({@link KeySetUnreachableReason}) and, for an answer
 *   other than 200, a redirect too, `{ status }`; `KEY_SET_INVALID` as {@link checkKeySet}
 */
export async function fetchKeySet(outbound: Outbound, url: string): Promise<CheckedKeySet> {
  const { status, headers, body } = await outbound
    .request({
      url,
      method: 'GET',
      headers: { accept: 'application/jwk-set+json, application/json' },
      maxResponseBytes: KEY_SET_MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
    })
    .catch((error: unknown) => {
      throw error instanceof OutboundError ? unreachable(error.code, {}, error) : error;
    });
  if (status !== 200) throw unreachable('STATUS_NOT_200', { status });
  if (!isJson(headers['content-type'])) throw unreachable('NOT_JSON');
  return checkKeySet(body);
}

const unreachable = (reason: KeySetUnreachableReason, details = {}, cause?: OutboundError) =>
  new PlatformError('KEY_SET_UNREACHABLE', { details: { reason, ...details }, cause });

/** `application/json` or a type built on it, such as `application/jwk-set+json` (RFC 7517 §8.5.2). */
const isJson = (contentType = ''): boolean =>
  /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i.test(contentType.trim());
