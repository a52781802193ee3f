import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { KeyRing } from '../keys/key-ring.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { authorizationServer } from './provider.ts';

export interface RotatingServer {
  /** Looks after interactions and their state, which lie in the database: any key will do. */
  readonly provider: Provider;
  /** Answers a request with the keys of the moment. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/**
 * The authorization server, made anew when its keys change: the library takes them once. All its state is in the
 * database, so one serves what another began.
 */
export async function rotatingServer(
  services: AuthorizationServices,
  tokenKeys: KeyRing,
): Promise<RotatingServer> {
  // The first signs. The others are published: those that ended a moment ago, and the next one in advance.
  const inOrder = async () => {
    const { keyId } = await tokenKeys.current();
    const keys = await tokenKeys.known();
    return keys.toSorted((a, b) => Number(b.keyId === keyId) - Number(a.keyId === keyId));
  };
  const make = (keys: Awaited<ReturnType<typeof inOrder>>) => {
    const provider = authorizationServer(
      services,
      keys.map(({ privateJwk }) => privateJwk),
    );
    return { keyIds: keys.map(({ keyId }) => keyId).join(' '), provider, answer: provider.callback() };
  };
  let latest = make(await inOrder());
  const { provider } = latest;
  return {
    provider,
    async handle(request, response) {
      // Without the database the library says so itself.
      const keys = await inOrder().catch(() => undefined);
      if (keys !== undefined && keys.map(({ keyId }) => keyId).join(' ') !== latest.keyIds)
        latest = make(keys);
      await latest.answer(request, response);
    },
  };
}
