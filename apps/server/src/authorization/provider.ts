import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import type { JWK } from 'jose';
import { type Client, type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { languageOf } from '../http/request-language.ts';
import { deriveKey } from '../keys/secret.ts';
import { accountFinder } from './accounts.ts';
import { prismaAdapter } from './adapter.ts';
import { askedConsent, INTERACTION_SECONDS } from './asked-consent.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { answeredLater } from './backchannel/answer-adapter.ts';
import { answerSecondsOf, ciba } from './backchannel/ciba.ts';
import { slowDown } from './backchannel/slow-down.ts';
import { clientAdapter } from './client-adapter.ts';
import { assertionKeyId, refusalCodeOf } from './client-standing.ts';
import { validateConsentDetail } from './consent-details.ts';
import { freshSignIn } from './earlier-person.ts';
import { oauthDatabase } from './oauth-database.ts';
import { PAGE_HEADERS } from './pages/layout.ts';
import { messagePage } from './pages/message-page.ts';
import { keyBound } from './refresh-token-adapter.ts';
import { revokeWithConsent } from './revoke-with-consent.ts';

/** Access tokens live this long, in seconds: they cannot be revoked one by one. */
const ACCESS_TOKEN_SECONDS = 300;
/** No consent lasts longer, in seconds. */
const GRANT_SECONDS = 366 * 86_400;

/** How far the clock of a client may be ahead (FAPI 2.0 §5.3.2.1 no. 13), in seconds. */
const MOST_AHEAD_SECONDS = 60;

const ALGORITHMS = ['ES256', 'PS256'];

/**
 * The authorization server under the FAPI 2.0 Security Profile: pushed requests only, PKCE S256,
 * private_key_jwt, DPoP with nonce, RFC 9396 details, resource indicators, JWT access tokens (RFC 9068).
 *
 * @param tokenKeys Private signing keys, newest first.
 */
export function authorizationServer(services: AuthorizationServices, tokenKeys: readonly JWK[]): Provider {
  const { origin, secret, clock, tokenClock } = services;
  const database = oauthDatabase(services.database);
  const issuer = `${origin}/oidc`;
  const api = `${origin}/api`;
  const Adapter = prismaAdapter(database, tokenClock);
  const adapters: Readonly<Record<string, typeof Adapter>> = {
    RefreshToken: keyBound(Adapter),
    BackchannelAuthenticationRequest: answeredLater(Adapter, { clock, database }),
  };
  const adapterOf = (model: string) =>
    model === 'Client' ? clientAdapter(services, database) : new (adapters[model] ?? Adapter)(model);

  const configuration = {
    adapter: adapterOf,
    jwks: { keys: tokenKeys },
    clientAuthMethods: ['private_key_jwt'],
    responseTypes: ['code'],
    scopes: ['openid'],
    extraClientMetadata: {
      properties: ['participant_id', 'application_scopes', 'application_purposes', 'application_templates'],
    },
    assertJwtClientAuthClaimsAndHeader: (
      ctx: KoaContextWithOIDC,
      { aud, iat, nbf }: { aud?: unknown; iat?: number; nbf?: number },
      { kid }: { kid?: unknown },
    ) => {
      if (aud !== ctx.oidc.issuer) throw new errors.InvalidClientAuth('aud is not our issuer');
      const latest = Date.now() / 1000 + MOST_AHEAD_SECONDS;
      if ((iat ?? 0) > latest || (nbf ?? 0) > latest)
        throw new errors.InvalidClientAuth('the assertion is from the future');
      // The token names the key, so that it falls with it.
      if (typeof kid !== 'string') throw new errors.InvalidClientAuth('the assertion names no key');
    },
    enabledJWA: {
      clientAuthSigningAlgValues: ALGORITHMS,
      dPoPSigningAlgValues: ALGORITHMS,
      idTokenSigningAlgValues: ['ES256'],
      requestObjectSigningAlgValues: ALGORITHMS,
      authorizationSigningAlgValues: ['ES256'],
    },
    pkce: { required: () => true },
    findAccount: accountFinder(services, database),
    // FAPI 2.0 §5.3.2.1: a refresh token is not rotated; it stays bound to its client and to one DPoP key, and every
    // use asks the database whether the consent behind it stands.
    issueRefreshToken: async (_ctx: KoaContextWithOIDC, client: Client) =>
      client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: false,
    expiresWithSession: async () => false,
    interactions: {
      policy: freshSignIn(),
      url: (_ctx: KoaContextWithOIDC, { uid }: { uid: string }) => `/interaction/${uid}`,
    },
    cookies: {
      ...(origin.startsWith('https:') ? { names: { session: '__Host-oidc-session' } } : {}),
      keys: [deriveKey(secret, 'oidc-cookies').toString('base64url')],
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      BackchannelAuthenticationRequest: answerSecondsOf,
      Grant: GRANT_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: INTERACTION_SECONDS,
      RefreshToken: GRANT_SECONDS,
      Session: 3_600,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      fapi: { enabled: true, profile: '2.0' },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      dPoP: { enabled: true, nonceSecret: deriveKey(secret, 'oidc-dpop-nonce'), requireNonce: () => true },
      requestObjects: { enabled: true },
      jwtResponseModes: { enabled: true },
      clientCredentials: { enabled: true },
      ciba,
      revocation: { enabled: true, allowedPolicy: revokeWithConsent(services, database) },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api,
        useGrantedResource: async () => true,
        getResourceServerInfo: (
          ctx: KoaContextWithOIDC,
          resource: string,
          client: { application_scopes: string },
        ) => {
          if (resource !== api) throw new errors.InvalidTarget();
          return {
            // An application gets the scopes it was admitted for, whatever it asks, and only for itself: a token of
            // the code flow shows that an owner agreed and opens nothing.
            scope: ctx.oidc.params?.grant_type === 'client_credentials' ? client.application_scopes : '',
            audience: api,
            accessTokenFormat: 'jwt',
            accessTokenTTL: ACCESS_TOKEN_SECONDS,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
      richAuthorizationRequests: {
        enabled: true,
        types: { [DATA_CONSENT_TYPE]: { validate: validateConsentDetail(clock) } },
        // What the owner agreed to, with the consent's id, travels from the grant into code and token.
        authorizationDetailsForGrantSource: (ctx: KoaContextWithOIDC) => ctx.oidc.entities.Grant?.rar,
        authorizationDetailsForAccessToken: (
          _ctx: unknown,
          _token: unknown,
          source: { rar?: unknown } | undefined,
        ) => source?.rar,
        authorizationDetailsForIntrospection: () => undefined,
      },
    },
    extraTokenClaims: (ctx: KoaContextWithOIDC, token: { grantId?: string }) => ({
      participant_id: ctx.oidc.client?.participant_id,
      client_key: assertionKeyId(ctx),
      ...(token.grantId === undefined ? {} : { grant_id: token.grantId }),
    }),
    renderError: async (ctx: KoaContextWithOIDC, _out: unknown, error: Error) => {
      // The usual cause is a link that was opened too late or twice; anything else is logged and named by its code.
      const linkOver = error instanceof errors.InvalidRequestUri || error instanceof errors.SessionNotFound;
      if (!linkOver) services.logger.warn({ err: error }, 'authorization request refused');
      const language = languageOf(ctx.query, ctx.get('accept-language'));
      ctx.set(PAGE_HEADERS);
      ctx.body = messagePage(
        linkOver ? 'CONSENT_LINK_EXPIRED' : 'VALIDATION_FAILED',
        language,
        ctx.get('x-request-id'),
      );
    },
  };
  const provider = new Provider(issuer, configuration as unknown as Configuration);
  provider.proxy = true;
  provider.use(sayWhyRefused as never);
  provider.use(noUserCode as never);
  provider.use(slowDown({ clock: tokenClock, database }) as never);
  provider.use(askedConsent(services) as never);
  provider.on('server_error', (_ctx, error) =>
    services.logger.error({ err: error }, 'authorization server failed'),
  );
  return provider;
}

/** The library’s metadata always promise a user code (CIBA Core §4), which we do not use. */
async function noUserCode(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
  await next();
  if (ctx.oidc?.route === 'discovery')
    ctx.body = { ...(ctx.body as object), backchannel_user_code_parameter_supported: false };
}

/** Where a client says who it is. */
const AUTHENTICATED = new Set([
  'token',
  'pushed_authorization_request',
  'backchannel_authentication',
  'revocation',
]);

/** A client that is not let in hears why, as a code of ours beside the error of OAuth. */
async function sayWhyRefused(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
  await next();
  if (!AUTHENTICATED.has(ctx.oidc?.route ?? '') || ctx.status < 400) return;
  const code = refusalCodeOf(ctx);
  const body = ctx.body as { error?: string };
  if (code !== undefined && body.error === 'invalid_client')
    ctx.body = { ...body, error_description: `client authentication failed: ${code}`, code };
}
