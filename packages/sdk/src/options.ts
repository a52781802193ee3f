import { type ErrorDetails, PlatformError, type Scope } from '@xinqiao/contracts';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import { isLoopback, secureUrl } from './http/secure-url.ts';
import { lazy } from './lazy.ts';

export interface ApplicationKey {
  /** ES256 private key of the application: an ECDSA P-256 CryptoKey with usage `sign`, or a private JWK. */
  readonly privateKey: CryptoKey | JWK;
  /** Key id under which its public half is registered with the operator. */
  readonly keyId: string;
}

/** A private key that packages are encrypted to. */
export interface DecryptionKey {
  /** Private JWK: EC on P-256 (ECDH-ES+A256KW), or RSA (RSA-OAEP-256). */
  readonly privateKey: JWK;
  /** Key id under which its public half is registered, with `use` enc. */
  readonly keyId: string;
}

export interface XinqiaoOptions {
  /** Address of the platform, such as `https://xinqiao.example.cn`. http is refused except on this machine. */
  readonly baseUrl: string;
  /** Id of your application (`app_…`), also its OAuth client id. */
  readonly applicationId: string;
  readonly key: ApplicationKey;
  /** Private keys to open encrypted packages with; during a rotation the old one too. Default none. */
  readonly decryptionKeys?: readonly DecryptionKey[];
  /** Where owners return to after the consent page: one of the exact URIs you registered, without a query. */
  readonly redirectUri: string;
  /** Scopes to ask tokens for. Default: everything a bank may do. */
  readonly scopes?: readonly Scope[];
  /** Your bank's id (`ptc_…`), checked on every package. Default: read from your first consent. */
  readonly participantId?: string;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Longest time for one attempt, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number;
  /** Further attempts after one that failed and may be repeated. Default 2; 0 turns retries off. */
  readonly maxRetries?: number;
  /** Clock for token and link lifetimes. Default: the system clock. */
  readonly now?: () => Date;
  /** Number in [0, 1) that spreads retries over time. Default `Math.random`. */
  readonly random?: () => number;
}

export interface RequestOptions {
  /** Longest time for one attempt, in milliseconds. Default: `timeoutMs` of the client. */
  readonly timeoutMs?: number;
  /** Ends the call, waits included; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface WriteOptions extends RequestOptions {
  /**
   * Names the business act, 8 to 128 visible ASCII characters: the same key gives the same result, kept for
   * 24 hours. Default: a random UUID, the same over the retries of one call.
   */
  readonly idempotencyKey?: string;
}

/** What a bank's own token may ask for. */
const BANK_SCOPES: readonly Scope[] = [
  'consents:read',
  'consents:write',
  'data:read',
  'decisions:read',
  'decisions:write',
  'policies:read',
  'policies:write',
  'audit:read',
  'catalogue:read',
  'events:read',
];

/** The options, checked and with their defaults. */
export interface Settings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Plain http is allowed: the platform runs on this machine. */
  readonly insecure: boolean;
  readonly applicationId: string;
  readonly keyId: string;
  readonly privateKey: () => Promise<CryptoKey>;
  readonly decryptionKeys: readonly DecryptionKey[];
  readonly redirectUri: string;
  readonly scopes: readonly Scope[];
  readonly participantId: string | undefined;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly now: () => Date;
  readonly random: () => number;
}

const wrong = (setting: string, problem: string, cause?: unknown): PlatformError => {
  const details: ErrorDetails = { setting, problem };
  return new PlatformError('CONFIGURATION_INVALID', cause === undefined ? { details } : { details, cause });
};

/** @throws {PlatformError} `CONFIGURATION_INVALID`, naming the option in `details.setting` */
export function settingsOf(options: XinqiaoOptions): Settings {
  const { key, timeoutMs = 10_000, maxRetries = 2 } = options;
  const base = secureUrl(options.baseUrl);
  if (base === undefined || base.search !== '' || base.hash !== '')
    throw wrong('baseUrl', 'must be https (or http on this machine), without query or user name');
  if (!URL.canParse(options.redirectUri) || /[?#]/.test(options.redirectUri))
    throw wrong('redirectUri', 'must be an absolute URI without query or fragment');
  if (!options.applicationId) throw wrong('applicationId', 'is empty');
  if (!key?.privateKey || !key.keyId) throw wrong('key', 'needs privateKey and keyId');
  if (!(timeoutMs > 0)) throw wrong('timeoutMs', 'must be above 0');
  if (!Number.isInteger(maxRetries) || maxRetries < 0)
    throw wrong('maxRetries', 'must be 0 or a whole number above');

  return {
    baseUrl: base.href.replace(/\/+$/, ''),
    insecure: isLoopback(base),
    applicationId: options.applicationId,
    keyId: key.keyId,
    privateKey: lazy(() => signingKey(key.privateKey)),
    decryptionKeys: options.decryptionKeys ?? [],
    redirectUri: options.redirectUri,
    scopes: options.scopes ?? BANK_SCOPES,
    participantId: options.participantId,
    // Looked up at each call, so that a mock installed later is used.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs,
    maxRetries,
    now: options.now ?? (() => new Date()),
    random: options.random ?? Math.random,
  };
}

async function signingKey(given: CryptoKey | JWK): Promise<CryptoKey> {
  const key = 'kty' in given ? await importPrivateJwk(given) : (given as CryptoKey);
  const { name, namedCurve } = key.algorithm as EcKeyAlgorithm;
  if (key.type !== 'private' || name !== 'ECDSA' || namedCurve !== 'P-256')
    throw wrong('key', 'must be a private key for ES256 (ECDSA on P-256)');
  return key;
}

async function importPrivateJwk(jwk: JWK): Promise<CryptoKey> {
  try {
    return (await importJWK(jwk, 'ES256')) as CryptoKey;
  } catch (cause) {
    throw wrong('key', 'is not a readable private JWK', cause);
  }
}
