import { OPERATIONS, type OperationName } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Call, type Handlers, runOperation } from './run-operation.ts';

/** Serves every operation of the contract as REST under `/api`. */
export function mountRest(
  app: FastifyInstance,
  handlers: Handlers,
  callOf: (request: FastifyRequest) => Call,
): void {
  app.register(async (scope) => {
    // Forms are for our pages; the API reads JSON and nothing else.
    scope.removeContentTypeParser(['text/plain', 'application/x-www-form-urlencoded']);
    for (const [name, operation] of Object.entries(OPERATIONS) as [
      OperationName,
      (typeof OPERATIONS)[OperationName],
    ][]) {
      scope.route({
        method: operation.method,
        bodyLimit: operation.bodyBytes,
        url: `/api${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        handler: async (request, reply) => {
          const given = operation.method === 'GET' ? request.query : request.body;
          const input = inputOf(given, request.params as Record<string, string>);
          return reply
            .code(operation.status)
            .send(await runOperation(handlers, name, callOf(request), input));
        },
      });
    }
  });
}

/** Query or body together with the path, for the operation to check. What is no object goes on as it is. */
function inputOf(given: unknown = {}, inPath: Readonly<Record<string, string>>): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const twice = Object.keys(inPath).filter((name) => Object.hasOwn(given, name));
  return {
    ...given,
    ...inPath,
    ...Object.fromEntries(twice.map((name) => [`${name} outside the path`, true])),
  };
}
