import { PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors } from 'oidc-provider';
import type { AuthorizationServices } from '../../authorization/authorization-services.ts';
import { forgetEarlierPerson } from '../../authorization/earlier-person.ts';
import { checkFormToken, formToken } from '../../authorization/form-token.ts';
import { findIdentity } from '../../authorization/identity.ts';
import { mountProvider } from '../../authorization/mount-provider.ts';
import { show } from '../../authorization/pages/layout.ts';
import { type Personas, signInPage } from '../../authorization/pages/sign-in-page.ts';
import { languageIn } from '../../http/request-language.ts';
import { ISSUER_PATH } from './client.ts';
import { identityIssuer } from './issuer.ts';

interface Choice {
  Params: { uid: string };
  Body: { persona?: string; formToken?: string } | undefined;
}

/** The sandbox’s sign-in: one page on which to choose whom to be. */
export async function mountIdentityIssuer(
  app: FastifyInstance,
  services: AuthorizationServices,
  personas: Personas,
): Promise<void> {
  const provider = identityIssuer(services);
  await mountProvider(app, provider.callback(), { origin: services.origin, prefix: ISSUER_PATH });

  const open = async (request: FastifyRequest<Choice>, reply: FastifyReply) => {
    try {
      const interaction = await provider.interactionDetails(request.raw, reply.raw);
      if (interaction.uid === request.params.uid) return interaction;
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
    }
    throw new PlatformError('FORM_EXPIRED');
  };
  const binding = (uid: string) => `sandbox sign-in ${uid}`;

  app.get<Choice>(`${ISSUER_PATH}/interaction/:uid`, async (request, reply) => {
    const { uid } = await open(request, reply);
    const path = `${ISSUER_PATH}/interaction/${uid}`;
    const markup = signInPage({
      ...{ language: languageIn(request), personas, path },
      action: `${path}/sign-in`,
      fields: { formToken: formToken(services.secret, binding(uid)) },
    });
    return show(reply, markup);
  });

  app.post<Choice>(`${ISSUER_PATH}/interaction/:uid/sign-in`, async (request, reply) => {
    const interaction = await open(request, reply);
    checkFormToken(services.secret, binding(interaction.uid), request.body?.formToken);
    const { identityId } = await findIdentity(services, request.body?.persona);
    await forgetEarlierPerson(provider, interaction);
    const to = await provider.interactionResult(request.raw, reply.raw, {
      login: { accountId: identityId, remember: false },
    });
    return reply.redirect(to, 303);
  });
}
