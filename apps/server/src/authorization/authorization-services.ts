import type { Services } from '../services.ts';

/** What the authorization server needs; `database` connects as `xinqiao_authorization`. */
export interface AuthorizationServices
  extends Pick<
    Services,
    | 'operatorId'
    | 'database'
    | 'clock'
    | 'tokenClock'
    | 'environment'
    | 'newId'
    | 'sha256'
    | 'signer'
    | 'logOrigin'
    | 'logger'
    | 'holidays'
    | 'vault'
  > {
  /** Scheme, host and port people and programs address us by. */
  readonly origin: string;
  /** Secret the cookie, form and nonce keys derive from. */
  readonly secret: string;
  /** Whether anybody may sign in as a persona: true in the sandbox only. */
  readonly sandbox: boolean;
}
