import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import type { Sessions } from '../http/session.ts';
import { mountMyCases } from '../support/my-cases.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { mountInteraction } from './interaction.ts';
import { mountMyConsents } from './my-consents.ts';
import { mountMyContacts } from './my-contacts.ts';
import type { PersonaChoice } from './pages/sign-in-page.ts';
import { authorizationServer } from './provider.ts';
import { mountSignIn } from './sign-in.ts';

export interface Personas {
  readonly owners: readonly PersonaChoice[];
  readonly staff: readonly PersonaChoice[];
}

/** The authorization role: OAuth under `/oidc`, the consent pages, the owner’s pages. */
export async function mountAuthorization(
  app: FastifyInstance,
  services: AuthorizationServices,
  tokenKeys: readonly JWK[],
  sessions: Sessions,
  personas: Personas,
): Promise<void> {
  const provider = authorizationServer(services, tokenKeys);
  const oidc = provider.callback();
  const { host, protocol } = new URL(services.origin);
  const handOver = (request: FastifyRequest, reply: FastifyReply, path: string) => {
    reply.hijack();
    reply.raw.setHeader('x-request-id', request.id);
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    // Whatever address the sender claims to have asked: proofs and metadata are held against ours.
    request.raw.headers['x-forwarded-host'] = host;
    request.raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    const mounted = { url: path, originalUrl: `/oidc${path}`, baseUrl: '/oidc' };
    void oidc(Object.assign(request.raw, mounted), reply.raw);
  };
  await app.register(async (scope) => {
    // The authorization server reads bodies itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all('/oidc/*', (request, reply) => handOver(request, reply, request.url.slice('/oidc'.length)));
  });
  // RFC 8414 §3.1 puts the metadata of an issuer with a path in front of that path.
  app.get('/.well-known/oauth-authorization-server/oidc', (request, reply) =>
    handOver(request, reply, '/.well-known/oauth-authorization-server'),
  );
  mountInteraction(app, services, provider, personas.owners);
  mountSignIn(app, services, sessions, personas);
  mountMyConsents(app, services, sessions);
  mountMyContacts(app, services, sessions);
  mountMyCases(app, services, sessions);
}
