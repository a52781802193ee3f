import middie from '@fastify/middie';
import type { FastifyInstance } from 'fastify';
import type { JWK } from 'jose';
import type { Sessions } from '../http/session.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { mountInteraction } from './interaction.ts';
import { mountMyConsents } from './my-consents.ts';
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
  await app.register(middie);
  app.use('/oidc', oidc);
  // RFC 8414 §3.1 puts the metadata of an issuer with a path in front of that path.
  app.get('/.well-known/oauth-authorization-server/oidc', (request, reply) => {
    reply.hijack();
    const raw = request.raw as typeof request.raw & { originalUrl?: string; baseUrl?: string };
    raw.url = '/.well-known/oauth-authorization-server';
    raw.originalUrl = '/oidc/.well-known/oauth-authorization-server';
    raw.baseUrl = '/oidc';
    void oidc(raw, reply.raw);
  });
  mountInteraction(app, services, provider, personas.owners);
  mountSignIn(app, services, sessions, personas);
  mountMyConsents(app, services, sessions);
}
