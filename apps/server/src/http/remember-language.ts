import type { FastifyInstance } from 'fastify';
import { isLanguage } from './request-language.ts';

const COOKIE = 'xinqiao-language';
const YEAR_SECONDS = 31_536_000;

/**
 * Keeps the language somebody chose on a page by `?lang=`: from then on it counts as what her browser prefers, also
 * where a redirect or a form names none. To be called after the cookies are read.
 *
 * @param isPage Whether an address is one that people open.
 */
export function rememberLanguage(app: FastifyInstance, isPage: (url: string) => boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    const { lang } = request.query as { lang?: unknown };
    const chosen = request.cookies[COOKIE];
    if (isLanguage(lang) && isPage(request.url))
      reply.setCookie(COOKIE, lang, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: YEAR_SECONDS });
    else if (isLanguage(chosen)) request.headers['accept-language'] = chosen;
  });
}
