import { randomBytes } from 'node:crypto';
import { ParticipantId } from '@xinqiao/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Identity } from '../authorization/identity.ts';
import type { Clock } from '../clock.ts';
import { deriveKey } from '../keys/secret.ts';

const SESSION_SECONDS = 3_600;

const Claims = z.object({
  sub: z.string(),
  jti: z.string(),
  name: z.string(),
  ptc: ParticipantId.nullable(),
});

/** A person who signed in to our own pages. What she may do is looked up at every call and is no part of it. */
export interface Session extends Omit<Identity, 'roles'> {
  /** Different for every sign-in; forms are bound to it. */
  readonly sessionId: string;
}

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
    async start(reply: FastifyReply, { identityId, name, participantId }: Identity): Promise<void> {
      const now = Math.floor(clock.now().getTime() / 1000);
      const token = await new SignJWT({ name, ptc: participantId })
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
        const { sub, jti, name, ptc } = Claims.parse(payload);
        return { identityId: sub, sessionId: jti, name, participantId: ptc };
      } catch {
        return undefined;
      }
    },
  };
}

export type Sessions = ReturnType<typeof sessions>;
