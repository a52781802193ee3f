import { PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance } from 'fastify';
import { languageOf } from '../http/request-language.ts';
import type { Sessions } from '../http/session.ts';
import { redeemConsoleCode } from '../staff/console-code.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { checkFormToken, formToken } from './form-token.ts';
import { findIdentity } from './identity.ts';
import { consoleCodePage } from './pages/console-code-page.ts';
import { PAGE_HEADERS } from './pages/layout.ts';
import { type PersonaChoice, signInPage } from './pages/sign-in-page.ts';

/** Where a sign-in may lead: our own pages by name, never an address from outside. */
const DESTINATIONS: Readonly<Record<string, string>> = {
  my: '/my',
  portal: '/portal/',
  regulator: '/regulator/',
  operator: '/operator/',
};

const CODE_FORM = 'sign-in code';

/** Sign-in to the owner’s pages and the consoles: as a persona of the sandbox, or with a one-time code of a tool of the operator’s staff. */
export function mountSignIn(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
  personas: { readonly owners: readonly PersonaChoice[]; readonly staff: readonly PersonaChoice[] },
): void {
  app.get<{ Querystring: { to?: string } }>('/sign-in', async (request, reply) => {
    const to = destination(request.query.to);
    const language = languageOf(request.query, request.headers['accept-language']);
    if (!services.sandbox && to === 'operator')
      return reply
        .headers(PAGE_HEADERS)
        .send(consoleCodePage(language, formToken(services.secret, CODE_FORM)));
    if (!services.sandbox) throw new PlatformError('SIGN_IN_REQUIRED');
    const fields = { to, formToken: formToken(services.secret, `sign-in ${to}`) };
    const choices = to === 'my' ? personas.owners : personas.staff;
    const markup = signInPage({
      language,
      personas: choices,
      action: '/sign-in',
      path: `/sign-in?to=${to}`,
      fields,
    });
    return reply.headers(PAGE_HEADERS).send(markup);
  });

  app.post<{ Body: { to?: string; persona?: string; formToken?: string } }>(
    '/sign-in',
    async (request, reply) => {
      if (!services.sandbox) throw new PlatformError('SIGN_IN_REQUIRED');
      const to = destination(request.body?.to);
      checkFormToken(services.secret, `sign-in ${to}`, request.body?.formToken);
      await sessions.start(reply, await findIdentity(services.database, request.body?.persona));
      return reply.redirect(DESTINATIONS[to] ?? '/my', 303);
    },
  );

  // The staff of an operator that has no city sign-in yet: a code from a tool of one’s own, once, for two minutes.
  app.post<{ Body: { code?: string; formToken?: string } }>('/sign-in/code', async (request, reply) => {
    checkFormToken(services.secret, CODE_FORM, request.body?.formToken);
    const identityId = await redeemConsoleCode(services, request.body?.code);
    await sessions.start(reply, await findIdentity(services.database, identityId));
    return reply.redirect(DESTINATIONS.operator ?? '/my', 303);
  });

  // For our consoles only: no other origin is given leave to read it.
  app.get('/session', async (request, reply) => {
    const session = await sessions.read(request);
    return reply
      .header('cache-control', 'no-store')
      .send(session === undefined ? {} : { identityId: session.identityId, name: session.name });
  });

  app.post<{ Body: { formToken?: string } }>('/sign-out', async (request, reply) => {
    const session = await sessions.read(request);
    if (session !== undefined)
      checkFormToken(services.secret, `sign-out ${session.sessionId}`, request.body?.formToken);
    sessions.end(reply);
    return reply.redirect('/sign-in?to=my', 303);
  });
}

const destination = (to: unknown): string =>
  typeof to === 'string' && Object.hasOwn(DESTINATIONS, to) ? to : 'my';
