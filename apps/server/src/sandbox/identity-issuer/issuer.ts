import { residentIdOf } from '@xinqiao/sandbox';
import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { prismaAdapter } from '../../authorization/adapter.ts';
import type { AuthorizationServices } from '../../authorization/authorization-services.ts';
import { freshSignIn } from '../../authorization/earlier-person.ts';
import { findIdentity } from '../../authorization/identity.ts';
import { oauthDatabase } from '../../authorization/oauth-database.ts';
import { PAGE_HEADERS } from '../../authorization/pages/layout.ts';
import { messagePage } from '../../authorization/pages/message-page.ts';
import { CALLBACK_PATH } from '../../authorization/sign-in/sign-in-configuration.ts';
import { languageOf } from '../../http/request-language.ts';
import { publicHalf } from '../../keys/derived-key.ts';
import { deriveKey } from '../../keys/secret.ts';
import { CLIENT_ID, clientKey, ISSUER_PATH, issuerKey } from './client.ts';

const SCOPE = 'openid profile resident_id';
/** How long somebody may take to choose whom to be, in seconds. */
const INTERACTION_SECONDS = 600;

/**
 * The sandbox’s stand-in for a city’s sign-in: an OpenID provider at which anybody signs in as anybody the sandbox
 * knows. It attests a name and a resident number of nobody.
 */
export function identityIssuer(services: AuthorizationServices): Provider {
  const { origin, secret } = services;
  const Adapter = prismaAdapter(oauthDatabase(services.database), services.tokenClock);
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true } as const;

  const configuration: Configuration = {
    // State of its own beside that of the authorization server.
    adapter: (model: string) => new Adapter(`Sandbox${model}`),
    jwks: { keys: [issuerKey(secret)] as never },
    clients: [
      {
        client_id: CLIENT_ID,
        redirect_uris: [origin + CALLBACK_PATH],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        id_token_signed_response_alg: 'ES256',
        require_auth_time: true,
        jwks: { keys: [publicHalf(clientKey(secret))] as never },
      },
    ],
    clientAuthMethods: ['private_key_jwt'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: SCOPE.split(' '),
    claims: { openid: ['sub'], profile: ['name'], resident_id: ['resident_id'] },
    conformIdTokenClaims: false,
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], clientAuthSigningAlgValues: ['ES256'] },
    findAccount: async (_ctx: KoaContextWithOIDC, id: string) => {
      const { identityId, name } = await findIdentity(services, id);
      const claims = { sub: identityId, name, resident_id: residentIdOf(identityId) };
      return { accountId: identityId, claims: async () => claims };
    },
    // Nobody is asked whether the platform may know who signs in to it.
    loadExistingGrant: async ({ oidc }: KoaContextWithOIDC) => {
      const { client, session } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(SCOPE);
      await grant.save();
      return grant;
    },
    interactions: {
      policy: freshSignIn(),
      url: (_ctx, { uid }) => `${ISSUER_PATH}/interaction/${uid}`,
    },
    cookies: {
      names: { interaction: '_city', resume: '_city_resume', session: '_city_session' },
      keys: [deriveKey(secret, 'sandbox-identity-cookies').toString('base64url')],
      long: cookie,
      short: cookie,
    },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 300,
      Interaction: INTERACTION_SECONDS,
      Session: 600,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    renderError: async (ctx, _out, error) => {
      services.logger.warn({ err: error }, 'sign-in at the sandbox refused');
      const language = languageOf(ctx.query, ctx.get('accept-language'));
      ctx.set(PAGE_HEADERS);
      ctx.body = messagePage('SIGN_IN_FAILED', language, ctx.get('x-request-id'));
    },
  };
  const provider = new Provider(origin + ISSUER_PATH, configuration);
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) =>
    services.logger.error({ err: error }, 'the sandbox’s sign-in failed'),
  );
  return provider;
}
