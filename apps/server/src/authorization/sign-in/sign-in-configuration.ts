import { readFile } from 'node:fs/promises';
import { type FieldProblem, PlatformError } from '@xinqiao/contracts';
import { importJWK, type JWK } from 'jose';
import { z } from 'zod';
import type { UpstreamOptions } from './upstream.ts';

/** Path the city’s sign-in sends people back to. */
export const CALLBACK_PATH = '/sign-in/callback';

/** Variables of the environment that say where people sign in. */
export const SIGN_IN_ENVIRONMENT = {
  XINQIAO_SIGN_IN_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'OpenID Connect issuer people sign in at (统一身份认证), https; http on this machine only. Default none: nobody signs in but staff with a one-time code. A sandbox brings its own.',
    ),
  XINQIAO_SIGN_IN_CLIENT_ID: z.string().min(1).optional().describe('Our client id at that issuer.'),
  XINQIAO_SIGN_IN_KEY: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File with our private key at that issuer, a JWK with alg and kid: we prove who we are by private_key_jwt (RFC 7523).',
    ),
  XINQIAO_SIGN_IN_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe('Our client secret, where that issuer takes no keys; at least 16 characters.'),
  XINQIAO_SIGN_IN_SCOPE: z
    .string()
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'Begin with openid; one space between scopes.')
    .default('openid profile')
    .describe('Scopes asked for at that issuer. Default openid profile.'),
  XINQIAO_SIGN_IN_RESIDENT_ID_CLAIM: z
    .string()
    .min(1)
    .max(100)
    .default('resident_id')
    .describe(
      'Claim with the verified resident number, GB 11643. Default resident_id. Kept as a keyed hash only.',
    ),
};

const SignIn = z.object(SIGN_IN_ENVIRONMENT);
export type SignInConfiguration = z.output<typeof SignIn>;

const SETTINGS = [
  'XINQIAO_SIGN_IN_ISSUER',
  'XINQIAO_SIGN_IN_CLIENT_ID',
  'XINQIAO_SIGN_IN_KEY',
  'XINQIAO_SIGN_IN_SECRET',
] as const;

/**
 * What does not go together.
 *
 * @param isLoopback Whether an address is one that only this machine reaches.
 */
export function signInProblems(
  configuration: SignInConfiguration,
  sandbox: boolean,
  isLoopback: (url: string) => boolean,
): FieldProblem[] {
  const given = SETTINGS.filter((name) => configuration[name] !== undefined);
  if (given.length === 0) return [];
  if (sandbox)
    return given.map((path) => ({
      path,
      problem: 'A sandbox brings its own sign-in; set XINQIAO_SANDBOX=off.',
    }));
  const {
    XINQIAO_SIGN_IN_ISSUER: issuer,
    XINQIAO_SIGN_IN_CLIENT_ID: clientId,
    XINQIAO_SIGN_IN_KEY: key,
    XINQIAO_SIGN_IN_SECRET: secret,
  } = configuration;
  const problems: FieldProblem[] = [];
  if (issuer === undefined)
    problems.push({ path: 'XINQIAO_SIGN_IN_ISSUER', problem: `Set it together with ${given[0]}.` });
  else if (!issuer.startsWith('https:') && !isLoopback(issuer))
    problems.push({ path: 'XINQIAO_SIGN_IN_ISSUER', problem: 'Use https, except on this machine.' });
  if (clientId === undefined)
    problems.push({ path: 'XINQIAO_SIGN_IN_CLIENT_ID', problem: `Set it together with ${given[0]}.` });
  if ((key === undefined) === (secret === undefined))
    problems.push({
      path: 'XINQIAO_SIGN_IN_KEY',
      problem: 'Set either XINQIAO_SIGN_IN_KEY or XINQIAO_SIGN_IN_SECRET.',
    });
  return problems;
}

/**
 * The city’s sign-in as it is configured; undefined where none is.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`: a key that cannot be read
 */
export async function upstreamOptions(
  configuration: SignInConfiguration,
  origin: string,
): Promise<UpstreamOptions | undefined> {
  const {
    XINQIAO_SIGN_IN_ISSUER: issuer,
    XINQIAO_SIGN_IN_CLIENT_ID: clientId,
    XINQIAO_SIGN_IN_KEY: key,
    XINQIAO_SIGN_IN_SECRET: secret = '',
    XINQIAO_SIGN_IN_SCOPE: scope,
    XINQIAO_SIGN_IN_RESIDENT_ID_CLAIM: residentIdClaim,
  } = configuration;
  if (issuer === undefined || clientId === undefined) return undefined;
  const credential = key === undefined ? { secret } : { privateKey: await readPrivateKey(key) };
  return { issuer, clientId, credential, redirectUri: origin + CALLBACK_PATH, scope, residentIdClaim };
}

async function readPrivateKey(path: string): Promise<JWK> {
  try {
    const jwk = JSON.parse(await readFile(path, 'utf8')) as JWK;
    if (typeof jwk.d !== 'string' || typeof jwk.alg !== 'string') throw new Error('no private key with alg');
    await importJWK(jwk, jwk.alg);
    return jwk;
  } catch (cause) {
    throw new PlatformError('CONFIGURATION_INVALID', {
      errors: [{ path: 'XINQIAO_SIGN_IN_KEY', problem: 'Name a file with a private key: a JWK with alg.' }],
      cause,
    });
  }
}
