import { PlatformError } from '@xinqiao/contracts';
import type { RequestOptions, Settings } from '../options.ts';

export type Attempt = (url: string, init?: RequestInit) => Promise<Response>;

/** Statuses whose Response must not carry a body. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * One HTTP attempt under one deadline, the body included: what is returned has arrived whole.
 *
 * @throws {PlatformError} `SERVER_UNREACHABLE` when no whole answer came in time or the caller aborted
 */
export function attempt(settings: Pick<Settings, 'fetch' | 'timeoutMs'>, options: RequestOptions): Attempt {
  return async (url, init) => {
    const deadline = AbortSignal.timeout(options.timeoutMs ?? settings.timeoutMs);
    const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
    try {
      const response = await settings.fetch(url, { redirect: 'manual', ...init, signal });
      const body = await response.arrayBuffer();
      const { status, statusText, headers } = response;
      return new Response(WITHOUT_BODY.has(status) ? null : body, { status, statusText, headers });
    } catch (cause) {
      throw new PlatformError('SERVER_UNREACHABLE', { cause });
    }
  };
}
