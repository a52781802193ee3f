import { ERRORS, PlatformError, problemOf } from '@xinqiao/contracts';
import { DatabaseUnavailable } from '@xinqiao/db';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { languageIn, textKey } from './request-language.ts';

/** Whatever was thrown, as one of our errors. Unknown failures become INTERNAL and say nothing more. */
export function toPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  const { cause } = error as { cause?: unknown };
  if (error instanceof DatabaseUnavailable || cause instanceof DatabaseUnavailable)
    return new PlatformError('DATABASE_UNAVAILABLE', { cause: error });
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413)
    return new PlatformError('BODY_TOO_LARGE', { cause: error });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new PlatformError('MEDIA_TYPE_UNSUPPORTED', { cause: error });
  if (code === 'FST_ERR_BAD_URL') return new PlatformError('ROUTE_NOT_FOUND', { cause: error });
  if (statusCode === 429) return new PlatformError('RATE_LIMITED', { cause: error });
  if (statusCode === 400) return new PlatformError('BODY_UNREADABLE', { cause: error });
  return new PlatformError('INTERNAL', { cause: error });
}

/** What is our fault is logged with its cause, what is the caller’s by its code. */
export function logRefusal(log: FastifyBaseLogger, error: PlatformError): void {
  if (ERRORS[error.code].status >= 500) log.error({ err: error.cause ?? error }, error.code);
  else log.info({ code: error.code }, 'refused');
}

/** Answers with problem+json (RFC 9457) and, for 401, the challenge RFC 9449 §7.1 asks for. */
export function replyWithProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  thrown: unknown,
): FastifyReply {
  const error = toPlatformError(thrown);
  const language = languageIn(request);
  const problem = problemOf(error, request.id, textKey(language));
  logRefusal(request.log, error);
  if (problem.status === 401) {
    const challenge = error.code === 'DPOP_NONCE_REQUIRED' ? 'use_dpop_nonce' : 'invalid_token';
    reply.header('www-authenticate', `DPoP error="${challenge}", algs="ES256 PS256"`);
  }
  const { retryAfterSeconds } = error.details;
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds));
  return reply
    .code(problem.status)
    .header('content-language', language)
    .type('application/problem+json; charset=utf-8')
    .send(problem);
}
