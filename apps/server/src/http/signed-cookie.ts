import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { deriveKey } from '../keys/secret.ts';
import { sha256Text } from '../sha256-text.ts';

const ALGORITHM = 'HS256';

export interface SignedCookieOptions<Claims extends z.ZodType> {
  /** Of the installation. */
  readonly secret: string;
  readonly origin: string;
  /** Time of tokens. */
  readonly clock: Clock;
  /** What it is for: each use has a key of its own. */
  readonly use: string;
  /** `typ` of its token (RFC 7519 §5.1). */
  readonly type: string;
  readonly claims: Claims;
}

/**
 * A cookie that only this installation can have written, for a time: a JWT (RFC 7519) signed with HMAC-SHA-256.
 *
 * `__Host-` and Secure wherever the platform is served over HTTPS (RFC 6265bis §4.1.3.2); plain on loopback.
 */
export function signedCookie<Claims extends z.ZodType>({
  secret,
  origin,
  clock,
  use,
  type,
  claims,
}: SignedCookieOptions<Claims>) {
  const key = deriveKey(secret, use);
  const secure = origin.startsWith('https:');
  const named = (name: string): string => (secure ? `__Host-${name}` : name);
  return {
    /** How the cookie is set, and cleared. */
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure } as const,

    /** The name of the cookie as it is sent. */
    named,

    /** The name of the cookie of one thing among several, which it does not tell. */
    namedFor: (name: string, one: string): string => `${named(name)}-${sha256Text(one).slice(0, 16)}`,

    /** @param seconds How long the token is good for, from now. */
    sign(payload: Omit<z.input<Claims>, 'iat'> & JWTPayload, seconds: number): Promise<string> {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT(payload)
        .setProtectedHeader({ alg: ALGORITHM, typ: type })
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .sign(key);
    },

    /** The claims of a token that was signed here for this use and is not over; undefined of any other. */
    async open(token: string | undefined): Promise<z.output<Claims> | undefined> {
      if (token === undefined) return undefined;
      try {
        const given = { algorithms: [ALGORITHM], typ: type, currentDate: clock.now() };
        return claims.parse((await jwtVerify(token, key, given)).payload);
      } catch {
        return undefined;
      }
    },
  };
}
