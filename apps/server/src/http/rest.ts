import { OPERATIONS, type OperationName } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Call, type Handlers, runOperation } from './run-operation.ts';

/** Serves every operation of the contract as REST under `/api`. */
export function mountRest(
  app: FastifyInstance,
  handlers: Handlers,
  callOf: (request: FastifyRequest) => Call,
): void {
  for (const [name, operation] of Object.entries(OPERATIONS) as [
    OperationName,
    (typeof OPERATIONS)[OperationName],
  ][]) {
    app.route({
      method: operation.method,
      url: `/api${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      handler: async (request, reply) => {
        const given = operation.method === 'GET' ? request.query : (request.body ?? {});
        const output = await runOperation(handlers, name, callOf(request), {
          ...(given as object),
          ...(request.params as object),
        });
        return reply.code(operation.status).send(output);
      },
    });
  }
}
