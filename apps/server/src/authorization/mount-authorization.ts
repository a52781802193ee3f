import type { FastifyInstance } from 'fastify';
import { mountAgents } from '../agents/mount-agents.ts';
import { mountMyCorrections } from '../corrections/my-corrections.ts';
import type { Sessions } from '../http/session.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { mountMyCases } from '../support/my-cases.ts';
import { startWorker } from '../worker/worker.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { pingRound } from './backchannel/pings.ts';
import { mountInteraction } from './interaction.ts';
import { mountProvider } from './mount-provider.ts';
import { mountMyConsents } from './my/consents.ts';
import { mountMyContacts } from './my/contacts.ts';
import { mountMyExport } from './my/export.ts';
import { mountMyFirm } from './my/firm.ts';
import { mountMyReceipts } from './my/receipts.ts';
import { mountMyRequests } from './my/requests.ts';
import { rotatingServer } from './rotating-server.ts';
import { openSignIn } from './sign-in/begin.ts';
import { mountSignIn } from './sign-in/mount-sign-in.ts';

/** The authorization role: OAuth under `/oidc`, the consent pages, the owner’s pages. */
export async function mountAuthorization(
  app: FastifyInstance,
  services: AuthorizationServices,
  tokenKeys: KeyRing,
  sessions: Sessions,
): Promise<void> {
  const { provider, handle } = await rotatingServer(services, tokenKeys);
  const handOver = await mountProvider(app, handle, { origin: services.origin, prefix: '/oidc' });
  // RFC 8414 §3.1 puts the metadata of an issuer with a path in front of that path.
  app.get('/.well-known/oauth-authorization-server/oidc', (request, reply) =>
    handOver(request, reply, '/.well-known/oauth-authorization-server'),
  );
  const signIn = openSignIn(services);
  mountInteraction(app, services, provider, signIn);
  mountSignIn(app, services, sessions, signIn);
  mountMyConsents(app, services, sessions);
  mountMyContacts(app, services, sessions);
  mountMyRequests(app, services, sessions);
  mountMyFirm(app, services, sessions);
  mountMyReceipts(app, services, sessions);
  mountMyExport(app, services, sessions);
  mountMyCases(app, services, sessions);
  mountMyCorrections(app, services, sessions);
  mountAgents(app, services, sessions);
  const { database, tokenClock: clock, logger, outbound } = services;
  const pings = startWorker([pingRound({ database, clock, logger, outbound }, Math.random)], logger);
  app.addHook('onClose', async () => {
    outbound.close();
    await pings.stop();
  });
}
