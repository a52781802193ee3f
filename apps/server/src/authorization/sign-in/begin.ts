import { PlatformError } from '@xinqiao/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { languageIn } from '../../http/request-language.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import type { Destination } from './destination.ts';
import { type InteractionPasses, interactionPasses } from './interaction-pass.ts';
import { type TransactionCookies, transactionCookies } from './transaction-cookies.ts';
import { openUpstream, type Upstream } from './upstream.ts';

/** What a redirect of the sign-in leaves behind: nothing. */
export const TRACELESS = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } as const;

/** The way to the city’s sign-in and back. */
export interface SignIn {
  /** Undefined where nobody configured one: then nobody signs in by it. */
  readonly upstream: Upstream | undefined;
  readonly transactions: TransactionCookies;
  readonly passes: InteractionPasses;
  /**
   * Sends the browser to the city’s sign-in; it comes back to the destination.
   *
   * @throws {PlatformError} `SIGN_IN_REQUIRED` where there is none; `SIGN_IN_UNAVAILABLE`
   */
  begin(request: FastifyRequest, reply: FastifyReply, destination: Destination): Promise<FastifyReply>;
}

export function openSignIn({ signIn, secret, origin, tokenClock }: AuthorizationServices): SignIn {
  const upstream = signIn === undefined ? undefined : openUpstream(signIn, tokenClock);
  const transactions = transactionCookies(secret, origin, tokenClock);
  return {
    upstream,
    transactions,
    passes: interactionPasses(secret, origin, tokenClock),
    async begin(request, reply, destination) {
      if (upstream === undefined) throw new PlatformError('SIGN_IN_REQUIRED');
      const transaction = {
        ...{ state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() },
        destination,
      };
      const language = languageIn(request);
      const address = await upstream.addressOf(transaction, language);
      await transactions.keep(request, reply, transaction);
      return reply.headers(TRACELESS).redirect(address, 303);
    },
  };
}
