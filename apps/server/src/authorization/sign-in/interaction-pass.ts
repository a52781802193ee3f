import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { signedCookie } from '../../http/signed-cookie.ts';

/** How long the way from the sign-in to the question may take, in seconds: one redirect. */
const PASS_SECONDS = 60;

const Claims = z.object({ sub: z.string(), uid: z.string(), authTime: z.int() });

/** Who signed in to answer a question, and when. */
export interface Pass {
  readonly identityId: string;
  readonly authTime: Date;
}

/**
 * Carries a sign-in to the one question it was made for: somebody who signs in at a counter to answer a bank opens
 * no session of her own there that the next person would find.
 *
 * @param clock Time of tokens.
 */
export function interactionPasses(secret: string, origin: string, clock: Clock) {
  const type = 'xinqiao-interaction-pass+jwt';
  const cookie = signedCookie({ secret, origin, clock, use: 'interaction-pass', type, claims: Claims });
  const { options } = cookie;
  const nameOf = (uid: string) => cookie.namedFor('xinqiao-pass', uid);

  return {
    async give(reply: FastifyReply, uid: string, { identityId, authTime }: Pass): Promise<void> {
      const claims = { sub: identityId, uid, authTime: Math.floor(authTime.getTime() / 1000) };
      const token = await cookie.sign(claims, PASS_SECONDS);
      reply.setCookie(nameOf(uid), token, { ...options, maxAge: PASS_SECONDS });
    },

    /** The pass for this question, if there is one; its cookie is gone afterwards. */
    async take(request: FastifyRequest, reply: FastifyReply, uid: string): Promise<Pass | undefined> {
      const token = request.cookies[nameOf(uid)];
      if (token === undefined) return undefined;
      reply.clearCookie(nameOf(uid), options);
      const claims = await cookie.open(token);
      if (claims?.uid !== uid) return undefined;
      return { identityId: claims.sub, authTime: new Date(claims.authTime * 1000) };
    },
  };
}

export type InteractionPasses = ReturnType<typeof interactionPasses>;
