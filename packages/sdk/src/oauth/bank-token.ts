import * as oauth from 'openid-client';
import { withRetries } from '../http/retry.ts';
import { lazy } from '../lazy.ts';
import { refuseMismatches } from '../schema.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { oauthStep } from './oauth-step.ts';

/** A token is not used in its last 30 seconds: it must still be good when it arrives. */
const SAFETY_MS = 30_000;

interface Held {
  readonly accessToken: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly usableUntil: number;
}

/**
 * The bank's own access token (RFC 6749 §4.4), bound to a DPoP key that never leaves this instance (RFC 9449).
 *
 * One token serves all calls; however many callers wait for a new one, it is asked for once.
 */
export class BankToken {
  /** The key that the token is bound to: made for this instance, private half not extractable. */
  readonly keyPair = lazy(() => oauth.randomDPoPKeyPair('ES256'));
  readonly #server: AuthorizationServer;
  readonly #dpop = lazy(async () =>
    oauth.getDPoPHandle(await this.#server.configuration({}), await this.keyPair()),
  );
  #held: Held | undefined;
  #asking: Promise<Held> | undefined;

  constructor(server: AuthorizationServer) {
    this.#server = server;
  }

  async get(): Promise<string> {
    if (this.#held !== undefined && this.#server.settings.now().getTime() < this.#held.usableUntil)
      return this.#held.accessToken;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return (await this.#asking).accessToken;
  }

  /** Drops a token that the API no longer takes, unless it was replaced already. */
  forget(accessToken: string): void {
    if (this.#held?.accessToken === accessToken) this.#held = undefined;
  }

  async #ask(): Promise<Held> {
    const { settings } = this.#server;
    const configuration = await this.#server.configuration({});
    const DPoP = await this.#dpop();
    const { api } = await this.#server.metadata();
    const parameters = { scope: settings.scopes.join(' '), resource: api };
    const grant = await withRetries(settings, {}, () =>
      oauthStep(settings, {}, 'RESPONSE_UNEXPECTED', () =>
        oauth.clientCredentialsGrant(configuration, parameters, { DPoP }),
      ),
    );
    refuseMismatches(grant.token_type === 'dpop' ? [] : ['token_type']);
    const lifeMs = (grant.expires_in ?? 0) * 1000;
    this.#held = {
      accessToken: grant.access_token,
      usableUntil: settings.now().getTime() + lifeMs - SAFETY_MS,
    };
    return this.#held;
  }
}
