import type { TRPCError } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { OPERATIONS } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mountImports } from '../data/imports/mount-imports.ts';
import type { ImportProcesses } from '../data/imports/process/import-processes.ts';
import { mountEventStream } from '../events/mount-event-stream.ts';
import { countCall } from '../usage/count-call.ts';
import { admit, sendRateHeaders } from '../usage/rate.ts';
import { type Authentication, authenticate } from './authenticate.ts';
import { authenticateSession } from './authenticate-session.ts';
import type { Principal } from './principal.ts';
import { logRefusal } from './problem-reply.ts';
import { mountRest } from './rest.ts';
import type { Call, Handlers } from './run-operation.ts';
import type { Sessions } from './session.ts';
import { appRouter, refusalOf } from './trpc-router.ts';

/**
 * The API role: the same operations as REST for programs and as tRPC for programs and our consoles.
 * REST takes tokens only; tRPC also takes the session of somebody who signed in.
 */
export async function mountApi(
  app: FastifyInstance,
  authentication: Authentication,
  handlers: Handlers,
  sessions: Sessions,
  imports: ImportProcesses,
): Promise<void> {
  const { services, nonces } = authentication;
  app.addHook('onSend', async (request, reply) => {
    if (request.headers.authorization?.startsWith('DPoP '))
      reply.headers({ 'dpop-nonce': nonces.current(), 'cache-control': 'no-store' });
  });
  sendRateHeaders(app);
  const byToken = (request: FastifyRequest) => authenticate(authentication, request);
  const counted = async (request: FastifyRequest, principal: Principal): Promise<Principal> => {
    const { participantId } = principal;
    admit(
      request,
      await services.database.transaction({ participantId }, (tx) => countCall(services, tx, principal)),
    );
    return principal;
  };
  const bySession = async (request: FastifyRequest) =>
    counted(request, await authenticateSession(services, sessions, request));
  const stopping = new AbortController();
  app.addHook('preClose', async () => stopping.abort());
  const leaving = (request: FastifyRequest) => AbortSignal.any([request.signal, stopping.signal]);
  const callOf = (request: FastifyRequest, byWhom: Call['authenticate']): Call => {
    const key = request.headers['idempotency-key'];
    const idempotencyKey = typeof key === 'string' ? key : undefined;
    return { services, authenticate: byWhom, idempotencyKey, leaving: () => leaving(request) };
  };

  mountRest(app, handlers, (request) => callOf(request, () => byToken(request)));
  mountImports(app, services, imports, byToken);
  mountEventStream(app, services, byToken, leaving);
  await app.register(async (scope) => {
    // All operations have one route there: as much as the largest takes, for each to bound by its input.
    scope.addHook('onRoute', (route) => {
      route.bodyLimit = Math.max(...Object.values(OPERATIONS).map(({ bodyBytes }) => bodyBytes));
    });
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: {
        router: appRouter,
        onError: ({ error, req }: { error: TRPCError; req: FastifyRequest }) =>
          logRefusal(req.log, refusalOf(error)),
        createContext: ({ req }: { req: FastifyRequest }) => {
          // A batch is authenticated once: its DPoP proof is good for one use. Each of its operations is counted, one
          // after the other, so that a batch does not outrun the limit; from the first that is refused on, all are.
          let last: Promise<Principal> | undefined;
          const first = () => (req.headers.authorization === undefined ? bySession(req) : byToken(req));
          const byTokenOrSession = () => {
            last = last === undefined ? first() : last.then((principal) => counted(req, principal));
            return last;
          };
          return { handlers, call: callOf(req, byTokenOrSession) };
        },
      },
    });
  });
}
