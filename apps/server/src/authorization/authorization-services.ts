import type { OwnDataSources } from '../data/own/read-own.ts';
import type { Outbound } from '../outbound/open-outbound.ts';
import type { Services } from '../services.ts';
import type { UpstreamOptions } from './sign-in/upstream.ts';

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
  /** The way out to banks that want to be told of an answer; closed with the server. */
  readonly outbound: Outbound;
  /** Where an owner’s own data is read from, for herself. */
  readonly ownData: OwnDataSources;
  /** Where people sign in; undefined where nobody configured it. */
  readonly signIn: UpstreamOptions | undefined;
}
