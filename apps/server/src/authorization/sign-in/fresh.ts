import type { Provider } from 'oidc-provider';
import { FRESH_SECONDS } from '../../http/session.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import type { Interaction } from '../earlier-person.ts';
import type { Pass } from './interaction-pass.ts';

/** What the authorization server keeps of a sign-in. */
export const loginOf = ({ identityId, authTime }: Pass) => ({
  accountId: identityId,
  ts: Math.floor(authTime.getTime() / 1000),
});

/** Whether whoever answers proved who she is within the last five minutes (step-up). */
export async function isFresh(
  { tokenClock }: Pick<AuthorizationServices, 'tokenClock'>,
  provider: Provider,
  { session }: Interaction,
): Promise<boolean> {
  const signedIn = session === undefined ? undefined : await provider.Session.findByUid(session.uid);
  const now = Math.floor(tokenClock.now().getTime() / 1000);
  return signedIn?.loginTs !== undefined && now - signedIn.loginTs <= FRESH_SECONDS;
}
