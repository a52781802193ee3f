import { type ErrorDetails, PlatformError, Problem } from '@xinqiao/contracts';
import { oauthBodyError } from '../oauth/oauth-body-error.ts';

/** What gateways answer when the platform behind them does not. */
const GATEWAY_STATUSES = new Set([502, 503, 504]);

/**
 * The error that a response outside 2xx tells of: problem+json (RFC 9457), an OAuth error (RFC 6749 §5.2), or,
 * from something that speaks neither, what its status says.
 */
export async function responseError(response: Response, now: () => Date): Promise<PlatformError> {
  const body = await readJson(response);
  const retryAfter = retryAfterSeconds(response.headers.get('retry-after'), now);
  const details: ErrorDetails = retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter };
  const requestId = response.headers.get('x-request-id') ?? undefined;

  const problem = Problem.safeParse(body);
  if (problem.success) {
    const { code, errors = [], instance } = problem.data;
    return new PlatformError(code, {
      details: { ...problem.data.details, ...details },
      errors,
      requestId: requestId ?? instance,
    });
  }
  const oauth = oauthBodyError(body, requestId);
  if (oauth !== undefined) return oauth;

  const { status } = response;
  const code =
    status === 429
      ? 'RATE_LIMITED'
      : GATEWAY_STATUSES.has(status)
        ? 'SERVER_UNREACHABLE'
        : 'RESPONSE_UNEXPECTED';
  return new PlatformError(code, { details: { ...details, status }, requestId });
}

/** The body as JSON; undefined when it is none. */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** Retry-After (RFC 9110 §10.2.3), seconds or a date, as whole seconds from now. */
function retryAfterSeconds(header: string | null, now: () => Date): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now().getTime()) / 1000));
}
