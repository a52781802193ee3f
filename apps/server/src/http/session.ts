import { randomBytes } from 'node:crypto';
import { ParticipantId, PlatformError, type Scope } from '@xinqiao/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Identity } from '../authorization/identity.ts';
import type { Clock } from '../clock.ts';
import { deriveKey } from '../keys/secret.ts';
import type { Principal } from './principal.ts';

const SESSION_SECONDS = 3_600;

const Claims = z.object({
  sub: z.string(),
  jti: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  ptc: ParticipantId.nullable(),
});

/** A person who signed in to our own pages. */
export interface Session extends Identity {
  /** Different for every sign-in; forms are bound to it. */
  readonly sessionId: string;
}

/** What each role of staff may do on the consoles. */
const ROLE_SCOPES: Readonly<Record<string, readonly Scope[]>> = {
  BANK_DEVELOPER: ['applications:read', 'consents:read', 'audit:read', 'catalogue:read'],
  REGULATOR: ['supervision:read', 'catalogue:read'],
};

/**
 * Sessions of our own pages: a signed cookie of one hour, for owners and staff.
 *
 * `__Host-` and Secure wherever the platform is served over HTTPS; plain on loopback.
 */
export function sessions(secret: string, origin: string, clock: Clock) {
  const key = deriveKey(secret, 'session');
  const secure = origin.startsWith('https:');
  const cookie = secure ? '__Host-xinqiao' : 'xinqiao';
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;

  return {
    async start(reply: FastifyReply, { identityId, name, roles, participantId }: Identity): Promise<void> {
      const now = Math.floor(clock.now().getTime() / 1000);
      const token = await new SignJWT({ name, roles: [...roles], ptc: participantId })
        .setProtectedHeader({ alg: 'HS256', typ: 'xinqiao-session+jwt' })
        .setSubject(identityId)
        .setJti(randomBytes(12).toString('base64url'))
        .setIssuedAt(now)
        .setExpirationTime(now + SESSION_SECONDS)
        .sign(key);
      reply.setCookie(cookie, token, { ...options, maxAge: SESSION_SECONDS });
    },

    end(reply: FastifyReply): void {
      reply.clearCookie(cookie, options);
    },

    /** The session of a request, or undefined. */
    async read(request: FastifyRequest): Promise<Session | undefined> {
      const token = request.cookies[cookie];
      if (token === undefined) return undefined;
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          typ: 'xinqiao-session+jwt',
          currentDate: clock.now(),
        });
        const { sub, jti, name, roles, ptc } = Claims.parse(payload);
        return { identityId: sub, sessionId: jti, name, roles, participantId: ptc };
      } catch {
        return undefined;
      }
    },

    /** @throws {PlatformError} `SIGN_IN_REQUIRED` when nobody, or somebody without a participant, is signed in. */
    async principal(request: FastifyRequest): Promise<Principal> {
      const session = await this.read(request);
      if (session === undefined || session.participantId === null)
        throw new PlatformError('SIGN_IN_REQUIRED');
      return {
        kind: 'person',
        participantId: session.participantId,
        identityId: session.identityId,
        scopes: new Set(session.roles.flatMap((role) => ROLE_SCOPES[role] ?? [])),
      };
    },
  };
}

export type Sessions = ReturnType<typeof sessions>;
