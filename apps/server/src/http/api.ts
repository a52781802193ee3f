import type { TRPCError } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mountImports } from '../data/imports/mount-imports.ts';
import { type Authentication, authenticate } from './authenticate.ts';
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
): Promise<void> {
  const { services, nonces } = authentication;
  app.addHook('onSend', async (request, reply) => {
    if (request.headers.authorization?.startsWith('DPoP '))
      reply.headers({ 'dpop-nonce': nonces.current(), 'cache-control': 'no-store' });
  });
  const byToken = (request: FastifyRequest) => authenticate(authentication, request);
  const bySession = async (request: FastifyRequest): Promise<Principal> => {
    const principal = await sessions.principal(request);
    const { participantId } = principal;
    const participant = await services.database.transaction({ participantId }, (tx) =>
      tx.participant.findUnique({ where: { id: participantId } }),
    );
    if (participant?.status !== 'ACTIVE') throw new PlatformError('PARTICIPANT_NOT_ACTIVE');
    return principal;
  };
  const callOf = (request: FastifyRequest, byWhom: Call['authenticate']): Call => {
    const key = request.headers['idempotency-key'];
    return { services, authenticate: byWhom, idempotencyKey: typeof key === 'string' ? key : undefined };
  };

  mountRest(app, handlers, (request) => callOf(request, () => byToken(request)));
  mountImports(app, services, byToken);
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      onError: ({ error, req }: { error: TRPCError; req: FastifyRequest }) =>
        logRefusal(req.log, refusalOf(error)),
      createContext: ({ req }: { req: FastifyRequest }) => {
        // A batch is authenticated once: its DPoP proof is good for one use.
        let principal: ReturnType<Call['authenticate']> | undefined;
        const byTokenOrSession = () =>
          (principal ??= req.headers.authorization === undefined ? bySession(req) : byToken(req));
        return { handlers, call: callOf(req, byTokenOrSession) };
      },
    },
  });
}
