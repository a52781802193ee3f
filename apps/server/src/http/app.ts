import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import { BODY_BYTES, ERRORS, PlatformError } from '@xinqiao/contracts';
import Fastify, { type FastifyInstance } from 'fastify';
import { PAGE_CSS, PAGE_CSS_PATH, PAGE_HEADERS } from '../authorization/pages/layout.ts';
import { messagePage } from '../authorization/pages/message-page.ts';
import type { NewId } from '../ids.ts';
import { type LogLevel, loggerOptions } from './logger.ts';
import { replyWithProblem, toPlatformError } from './problem-reply.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';
import { rememberLanguage } from './remember-language.ts';
import { languageIn } from './request-language.ts';

export interface AppOptions {
  readonly logLevel: LogLevel;
  readonly newId: NewId;
  /** Requests per minute and address, on this node. */
  readonly requestsPerMinute: number;
}

/** The bare HTTP application: ids, limits, cookies, forms, and one way to say what went wrong. */
export async function createApp({
  logLevel,
  newId,
  requestsPerMinute,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: loggerOptions(logLevel) ?? false,
    bodyLimit: BODY_BYTES,
    genReqId: () => newId('req'),
    routerOptions: { maxParamLength: 5_000 },
    // A large import takes minutes to arrive; a sender that falls silent is cut off after one.
    requestTimeout: 600_000,
    connectionTimeout: 60_000,
    trustProxy: 'loopback',
    // A path that cannot be decoded meets no hook and no route.
    frameworkErrors: (error, request, reply) =>
      void replyWithProblem(request, reply.header('x-request-id', request.id), error),
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    // The authorization server answers errors itself and reads the id from here.
    request.headers['x-request-id'] = request.id;
  });
  await app.register(cookie);
  rememberLanguage(app, isPage);
  refuseCrossSite(app, (url) => isPage(url) || url.startsWith('/trpc/'));
  await app.register(formbody);
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: () => new PlatformError('RATE_LIMITED') as never,
  });
  app.get(PAGE_CSS_PATH, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8')
      .send(PAGE_CSS),
  );
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    replyWithProblem(request, reply, new PlatformError('ROUTE_NOT_FOUND')),
  );
  app.setErrorHandler((thrown, request, reply) => {
    if (!isPage(request.url)) return replyWithProblem(request, reply, thrown);
    const { code, cause } = toPlatformError(thrown);
    if (ERRORS[code].status >= 500) request.log.error({ err: cause ?? thrown }, code);
    const language = languageIn(request);
    return reply
      .code(ERRORS[code].status)
      .headers(PAGE_HEADERS)
      .send(messagePage(code, language, request.id));
  });
  return app;
}

/** Addresses people open in a browser; everything else is for programs. */
const isPage = (url: string): boolean =>
  /^\/((agent|ask|interaction|my|sign-in|sign-out|sandbox)(\/|\?|$)|\?|$)/.test(url);
