import { PlatformError } from '@xinqiao/contracts';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  PrivateKeyJwt,
} from 'openid-client';
import type { Clock } from '../../clock.ts';
import type { Language } from '../../http/request-language.ts';
import type { Transaction } from './transaction-cookies.ts';

/** How the platform is known at the city’s sign-in. */
export interface UpstreamOptions {
  /** Its issuer identifier (OpenID Connect Discovery 1.0 §3). */
  readonly issuer: string;
  /** What people’s identities are bound to. Default the issuer; that of a sandbox moves with its port. */
  readonly recordedAs?: string;
  readonly clientId: string;
  /** Proof of who we are: a private key (RFC 7523), or a secret where it takes no keys. */
  readonly credential: { readonly privateKey: JWK } | { readonly secret: string };
  readonly redirectUri: string;
  /** Scopes asked for, spaces between; `openid` among them. */
  readonly scope: string;
  /** Claim in which it gives the resident number of a verified person. */
  readonly residentIdClaim: string;
}

/** Who came back from the city’s sign-in, as it attests. */
export interface SignedIn {
  /** What the issuer is recorded as. */
  readonly issuer: string;
  readonly subject: string;
  /** When she last proved who she is, by our clock. */
  readonly authTime: Date;
  readonly name: string | undefined;
  /** Personal data: kept as a keyed hash only. */
  readonly residentId: string | undefined;
}

/** Why a sign-in that the city vouched for is not taken. For the log: it names nobody. */
export type SignInRefusal = 'NO_ID_TOKEN' | 'NO_AUTH_TIME' | 'NOT_FRESH' | 'DISABLED' | 'OTHER_ISSUER';

export const signInFailed = (reason: SignInRefusal) =>
  new PlatformError('SIGN_IN_FAILED', { details: { reason } });

/** Metadata is read again after this, in milliseconds: endpoints may move. */
const METADATA_MS = 3_600_000;
/** Longest wait for an answer of the city’s sign-in, in seconds. */
const TIMEOUT_SECONDS = 10;
/** How far its clock may be off, in seconds; its word on when somebody signed in is held against its own clock. */
const CLOCK_TOLERANCE_SECONDS = 300;
/** Rounding and network between a sign-in and our reading of it, in seconds. */
const SLACK_SECONDS = 5;

/**
 * The city’s sign-in (统一身份认证) by OpenID Connect: code flow with PKCE, `state`, `nonce`, RFC 9207 `iss`; the ID
 * token’s signature is checked. Discovered at first use. Everybody signs in afresh every time: phones are shared.
 *
 * @param clock Time of tokens.
 */
export function openUpstream(options: UpstreamOptions, clock: Clock) {
  let discovered: { readonly at: number; readonly configuration: Promise<Configuration> } | undefined;

  const configuration = (): Promise<Configuration> => {
    const now = Date.now();
    if (discovered === undefined || now - discovered.at > METADATA_MS) {
      const attempt = { at: now, configuration: discover(options) };
      discovered = attempt;
      attempt.configuration.catch(() => {
        if (discovered === attempt) discovered = undefined;
      });
    }
    return discovered.configuration.catch((cause: unknown) => {
      throw new PlatformError('SIGN_IN_UNAVAILABLE', { cause });
    });
  };

  return {
    /** Where to send the browser. @throws {PlatformError} `SIGN_IN_UNAVAILABLE` */
    async addressOf(
      { state, nonce, verifier }: Omit<Transaction, 'startedAt'>,
      language: Language,
    ): Promise<string> {
      return buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: options.redirectUri, scope: options.scope, response_type: 'code' },
        ...{ state, nonce, ui_locales: language, prompt: 'login', max_age: '0' },
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href;
    },

    /**
     * Redeems what the browser brought back.
     *
     * @param query Its parameters, as they came.
     * @throws {PlatformError} `SIGN_IN_FAILED`: refused upstream, or an answer that does not check; `SIGN_IN_UNAVAILABLE`
     */
    async redeem(
      query: string,
      { state, nonce, verifier, startedAt }: Omit<Transaction, 'destination'>,
    ): Promise<SignedIn> {
      const client = await configuration();
      const tokens = await authorizationCodeGrant(client, new URL(`${options.redirectUri}?${query}`), {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      }).catch(refused);
      const claims = tokens.claims();
      if (claims === undefined) throw signInFailed('NO_ID_TOKEN');
      const authTime = timeOf(claims, startedAt, clock.now());
      const attested = await personOf(client, tokens.access_token, claims, options.residentIdClaim);
      const { issuer, recordedAs = issuer } = options;
      return { issuer: recordedAs, subject: claims.sub, authTime, ...attested };
    },
  };
}

export type Upstream = ReturnType<typeof openUpstream>;

async function discover({ issuer, clientId, credential }: UpstreamOptions): Promise<Configuration> {
  const server = new URL(issuer);
  const metadata = { [clockTolerance]: CLOCK_TOLERANCE_SECONDS };
  // Plain HTTP is configured for this machine only (see sign-in-configuration.ts).
  const insecure = server.protocol === 'http:' ? [allowInsecureRequests] : [];
  return discovery(server, clientId, metadata, await proofOf(credential), {
    timeout: TIMEOUT_SECONDS,
    execute: [enableNonRepudiationChecks, ...insecure],
  });
}

async function proofOf(credential: UpstreamOptions['credential']): Promise<ClientAuth> {
  if ('secret' in credential) return ClientSecretBasic(credential.secret);
  const { alg = 'ES256', kid } = credential.privateKey;
  const key = (await importJWK(credential.privateKey, alg)) as CryptoKey;
  return PrivateKeyJwt(kid === undefined ? key : { key, kid });
}

/**
 * When she signed in. She was asked to sign in after the transaction began; what counts is the time between that
 * sign-in and the token, which both stand in by the issuer’s clock, so that a clock that is off misleads nobody.
 *
 * @throws {PlatformError} `SIGN_IN_FAILED` when an earlier sign-in was passed off as a fresh one
 */
function timeOf({ iat, auth_time: authTime }: IDToken, startedAt: Date, now: Date): Date {
  if (authTime === undefined) throw signInFailed('NO_AUTH_TIME');
  const age = Math.max(0, iat - authTime);
  // The node that began it may be a little ahead.
  const sinceStart = Math.max(0, now.getTime() - startedAt.getTime()) / 1000;
  if (age > sinceStart + SLACK_SECONDS) throw signInFailed('NOT_FRESH');
  return new Date(now.getTime() - age * 1000);
}

/** Name and resident number, from the ID token or, where they are not in it, from the UserInfo endpoint. */
async function personOf(
  client: Configuration,
  accessToken: string,
  claims: IDToken,
  residentIdClaim: string,
) {
  const words = (from: Record<string, unknown>, name: string): string | undefined => {
    const value = from[name];
    return typeof value === 'string' && value.length > 0 && value.length <= 200 ? value : undefined;
  };
  const complete = words(claims, 'name') !== undefined && words(claims, residentIdClaim) !== undefined;
  const more =
    complete || client.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await fetchUserInfo(client, accessToken, claims.sub).catch(refused);
  const all = { ...more, ...claims };
  return { name: words(all, 'name'), residentId: words(all, residentIdClaim)?.toUpperCase() };
}

/** Codes of openid-client that say there was no answer, or one of a server in trouble. */
const AWAY: ReadonlySet<unknown> = new Set([
  ...['OAUTH_TIMEOUT', 'OAUTH_PARSE_ERROR', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'],
]);

/** An answer that does not check is refused; no answer is another matter. What was in it is nobody’s business. */
function refused(cause: unknown): never {
  const { code, status } = cause as { code?: unknown; status?: unknown };
  const away = cause instanceof TypeError || AWAY.has(code) || (typeof status === 'number' && status >= 500);
  throw new PlatformError(away ? 'SIGN_IN_UNAVAILABLE' : 'SIGN_IN_FAILED', { cause });
}
