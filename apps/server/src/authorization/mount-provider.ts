import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Answers a request at an address as the provider knows it, below its own path. */
export type HandOver = (request: FastifyRequest, reply: FastifyReply, path: string) => void;

/** Serves an oidc-provider at `origin`, below the path `prefix`: `/oidc`. */
export async function mountProvider(
  app: FastifyInstance,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  { origin, prefix }: { readonly origin: string; readonly prefix: string },
): Promise<HandOver> {
  const { host, protocol } = new URL(origin);
  const handOver: HandOver = (request, reply, path) => {
    reply.hijack();
    reply.raw.setHeader('x-request-id', request.id);
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    // Whatever address the sender claims to have asked: proofs and metadata are held against ours.
    request.raw.headers['x-forwarded-host'] = host;
    request.raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    const mounted = { url: path, originalUrl: prefix + path, baseUrl: prefix };
    void answer(Object.assign(request.raw, mounted), reply.raw);
  };
  await app.register(async (scope) => {
    // The provider reads bodies itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all(`${prefix}/*`, (request, reply) => handOver(request, reply, request.url.slice(prefix.length)));
  });
  return handOver;
}
