import { ERRORS, PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { matchAwaiting } from '../../authorities/match-awaiting.ts';
import { toPlatformError } from '../../http/problem-reply.ts';
import { languageIn } from '../../http/request-language.ts';
import type { Session, Sessions } from '../../http/session.ts';
import { redeemConsoleCode } from '../../staff/console-code.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import { checkFormToken, formToken } from '../form-token.ts';
import { findIdentity, identityOfSignIn } from '../identity.ts';
import { consoleCodePage } from '../pages/console-code-page.ts';
import { PAGE_HEADERS, show } from '../pages/layout.ts';
import { signInProblemPage } from '../pages/sign-in-problem-page.ts';
import { type SignIn, TRACELESS } from './begin.ts';
import { type Destination, destinationOf, pathOf, signInPath } from './destination.ts';
import { CALLBACK_PATH } from './sign-in-configuration.ts';

const CODE_FORM = 'sign-in code';

/** Sign-in to the owner’s pages and the consoles: at the city’s sign-in, or with a one-time code of a tool of the operator’s staff. */
export function mountSignIn(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
  signIn: SignIn,
): void {
  app.get<{ Querystring: { to?: unknown; id?: unknown } }>('/sign-in', async (request, reply) => {
    const destination = destinationOf(request.query);
    if (signIn.upstream === undefined && destination.to === 'operator') return showCodePage(request, reply);
    return again(request, reply, destination, () => signIn.begin(request, reply, destination));
  });

  app.get(CALLBACK_PATH, async (request, reply) => {
    const { state } = request.query as { state?: unknown };
    const transaction = await signIn.transactions.take(request, reply, state);
    if (transaction === undefined) return showProblem(request, reply, 'FORM_EXPIRED', { to: 'my' });
    const { destination } = transaction;
    return again(request, reply, destination, async () => {
      if (signIn.upstream === undefined) throw new PlatformError('SIGN_IN_REQUIRED');
      const query = request.url.slice(request.url.indexOf('?') + 1);
      const signedIn = await signIn.upstream.redeem(query, transaction);
      const identity = await identityOfSignIn(services, signedIn);
      await matchAwaiting(services, identity.identityId);
      if (destination.to === 'interaction')
        await signIn.passes.give(reply, destination.id, { ...identity, authTime: signedIn.authTime });
      else await sessions.start(request, reply, identity, signedIn.authTime);
      return reply.headers(TRACELESS).redirect(pathOf(destination), 303);
    });
  });

  // For the operator’s staff while there is no city sign-in, or when it is away: a code from a tool of one’s own, once,
  // for two minutes.
  app.get('/sign-in/code', (request, reply) => showCodePage(request, reply));
  app.post<{ Body: { code?: string; formToken?: string } }>('/sign-in/code', async (request, reply) => {
    checkFormToken(services.secret, CODE_FORM, request.body?.formToken);
    const identityId = await redeemConsoleCode(services, request.body?.code);
    await sessions.start(request, reply, await findIdentity(services, identityId));
    return reply.redirect('/operator/', 303);
  });

  // For our consoles only: no other origin is given leave to read it.
  app.get('/session', async (request, reply) => {
    const session = await sessions.read(request);
    return reply.header('cache-control', 'no-store').send(session === undefined ? {} : shown(session));
  });

  // Roles for the console to offer what they are for; each call looks them up anew.
  const shown = ({ identityId, name, roles }: Session) => ({ identityId, name, roles });

  app.post<{ Body: { formToken?: string } }>('/sign-out', async (request, reply) => {
    const session = await sessions.read(request);
    if (session !== undefined)
      checkFormToken(services.secret, `sign-out ${session.sessionId}`, request.body?.formToken);
    await sessions.end(request, reply);
    return reply.redirect('/sign-in?to=my', 303);
  });

  const showCodePage = (request: FastifyRequest, reply: FastifyReply) => {
    const language = languageIn(request);
    return show(reply, consoleCodePage(language, formToken(services.secret, CODE_FORM)));
  };
}

/** Goes on; what keeps the sign-in from coming about is shown with the way to begin again. */
async function again(
  request: FastifyRequest,
  reply: FastifyReply,
  destination: Destination,
  goOn: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await goOn();
  } catch (thrown) {
    const { code, cause, details } = toPlatformError(thrown);
    if (code !== 'SIGN_IN_FAILED' && code !== 'SIGN_IN_UNAVAILABLE') throw thrown;
    request.log.warn({ err: cause ?? thrown, reason: details.reason }, code);
    return showProblem(request, reply, code, destination);
  }
}

function showProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: 'SIGN_IN_FAILED' | 'SIGN_IN_UNAVAILABLE' | 'FORM_EXPIRED',
  destination: Destination,
): FastifyReply {
  const language = languageIn(request);
  const path = destination.to === 'interaction' ? pathOf(destination) : signInPath(destination);
  return reply
    .code(ERRORS[code].status)
    .headers(PAGE_HEADERS)
    .send(signInProblemPage(code, language, request.id, path));
}
