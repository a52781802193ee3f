import type { Settings } from '../options.ts';
import { type Attempt, attempt } from './attempt.ts';
import { responseError } from './response-error.ts';
import { withRetries } from './retry.ts';

/**
 * Fetches a public document, retries included: only a 2xx answer is returned.
 *
 * @throws {PlatformError} `SERVER_UNREACHABLE`, `RESPONSE_UNEXPECTED`, or what the platform answered
 */
export function documentFetch(settings: Settings): Attempt {
  const once = attempt(settings, {});
  return (url, init) =>
    withRetries(settings, {}, async () => {
      const response = await once(url, init);
      if (!response.ok) throw await responseError(response, settings.now);
      return response;
    });
}
