import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { signedCookie } from '../../http/signed-cookie.ts';
import { Destination } from './destination.ts';

/** How long somebody may take at the city’s sign-in, in seconds. */
export const TRANSACTION_SECONDS = 600;
/** Most sign-ins begun at once in one browser; of more, the oldest is dropped. */
const MOST = 6;

const Claims = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  iat: z.int(),
  destination: Destination,
});

/** A sign-in that was begun in this browser. */
export interface Transaction {
  /** Names it: comes back from the city’s sign-in (RFC 6749 §10.12). */
  readonly state: string;
  readonly nonce: string;
  /** PKCE code verifier (RFC 7636 §4.1). */
  readonly verifier: string;
  readonly startedAt: Date;
  readonly destination: Destination;
}

/**
 * Sign-ins under way, each in a signed cookie of its own named by its state, so that several tabs do not disturb one
 * another and no node needs to remember them.
 *
 * @param clock Time of tokens.
 */
export function transactionCookies(secret: string, origin: string, clock: Clock) {
  const cookie = signedCookie({
    ...{ secret, origin, clock, use: 'sign-in', type: 'xinqiao-sign-in+jwt', claims: Claims },
  });
  const { options } = cookie;
  const NAME = 'xinqiao-sign-in';
  const prefix = cookie.named(`${NAME}-`);
  const nameOf = (state: string) => cookie.namedFor(NAME, state);

  const open = async (token: string | undefined): Promise<Transaction | undefined> => {
    const claims = await cookie.open(token);
    if (claims === undefined) return undefined;
    const { iat, ...transaction } = claims;
    return { ...transaction, startedAt: new Date(iat * 1000) };
  };

  return {
    async keep(
      request: FastifyRequest,
      reply: FastifyReply,
      transaction: Omit<Transaction, 'startedAt'>,
    ): Promise<void> {
      const begun = await Promise.all(
        Object.entries(request.cookies)
          .filter(([name]) => name.startsWith(prefix))
          .map(async ([name, token]) => ({ name, at: (await open(token))?.startedAt.getTime() ?? 0 })),
      );
      const newestFirst = begun.sort((a, b) => b.at - a.at);
      for (const { name } of newestFirst.slice(MOST - 1)) reply.clearCookie(name, options);
      const token = await cookie.sign({ ...transaction }, TRANSACTION_SECONDS);
      reply.setCookie(nameOf(transaction.state), token, { ...options, maxAge: TRANSACTION_SECONDS });
    },

    /** The sign-in of this state, once: its cookie is gone afterwards. Undefined when this browser began none. */
    async take(
      request: FastifyRequest,
      reply: FastifyReply,
      state: unknown,
    ): Promise<Transaction | undefined> {
      if (typeof state !== 'string') return undefined;
      const name = nameOf(state);
      const transaction = await open(request.cookies[name]);
      if (request.cookies[name] !== undefined) reply.clearCookie(name, options);
      return transaction?.state === state ? transaction : undefined;
    },
  };
}

export type TransactionCookies = ReturnType<typeof transactionCookies>;
