import { type Application, PlatformError } from '@xinqiao/contracts';
import type { Handler, WriteContext } from '../../http/run-operation.ts';
import type { CheckedKeySet } from '../../participants/keys/check-key-set.ts';
import { fetchKeySet } from '../../participants/keys/fetch-key-set.ts';
import { actOnApplication, asOwner, logAct, type OwnInput, stepIllegal } from '../act-on-application.ts';
import { applyKeySet } from './apply-key-set.ts';

/**
 * Takes over the keys at an address. The address is read before the transaction, so that nothing waits for somebody
 * else’s server while it holds a lock; nothing is kept when it cannot be read.
 */
async function readFrom(context: WriteContext, input: OwnInput, jwksUri: string): Promise<Application> {
  const { services, earlierResult } = context;
  const acting = asOwner(context, input);
  const published: CheckedKeySet =
    earlierResult === undefined ? await fetchKeySet(services.outbound, jwksUri) : { keys: [] };
  return actOnApplication(context, acting, async (tx, application) => {
    const { statusBy } = application;
    if (statusBy !== null && statusBy !== 'OWNER')
      throw stepIllegal({ status: 'SUSPENDED', suspendedBy: statusBy });
    const now = services.tokenClock.now();
    const { registered, ended } = await applyKeySet(tx, application, application.keys, published.keys, now);
    await tx.application.update({
      where: { id: application.id },
      data: { jwksUri, jwksFetchedAt: now, jwksError: null },
    });
    if (application.jwksUri !== jwksUri)
      await logAct(context, tx, acting, 'APPLICATION_CHANGED', { act: 'KEY_ADDRESS_SET', jwksUri });
    for (const { kid, thumbprint } of registered)
      await logAct(context, tx, acting, 'KEY_REGISTERED', { kid, thumbprint, source: 'URL' });
    for (const { kid, thumbprint } of ended)
      await logAct(context, tx, acting, 'KEY_REVOKED', { kid, thumbprint, reason: 'ROTATED' });
  });
}

/** A participant names the address of an application’s keys. */
export const registerKeyUrl: Handler<'keys.registerUrl'> = async (context, input) => {
  // Nobody has an address read in another’s name.
  await ownApplication(context, input);
  return readFrom(context, input, input.jwksUri);
};

/** A participant has the address read anew, e.g. after a rotation that cannot wait. */
export const refreshKeys: Handler<'keys.refresh'> = async (context, input) => {
  const { jwksUri } = await ownApplication(context, input);
  if (jwksUri === null) throw stepIllegal({ status: 'NO_KEY_ADDRESS' });
  return readFrom(context, input, jwksUri);
};

async function ownApplication({ services, principal }: WriteContext, { applicationId }: OwnInput) {
  const { participantId } = principal;
  const application = await services.database.transaction({ participantId }, (tx) =>
    tx.application.findFirst({ where: { id: applicationId, participantId } }),
  );
  if (application === null) throw new PlatformError('APPLICATION_NOT_FOUND');
  return application;
}
