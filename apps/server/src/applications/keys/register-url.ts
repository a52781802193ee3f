import { type Application, PlatformError } from '@xinqiao/contracts';
import type { ApplicationRow } from '@xinqiao/db';
import type { Handler, WriteContext } from '../../http/run-operation.ts';
import { actOnApplication, logAct, type OwnInput, stepIllegal } from '../act-on-application.ts';
import { applyKeySet, refusedText } from './apply-key-set.ts';
import { countReading } from './limit-readings.ts';
import { asKeyOwner } from './own-keys.ts';
import { isOvertaken, type KeySetReading, readKeySet } from './read-key-set.ts';

/**
 * Takes over the keys at an address. The address is read before the transaction, so that nothing waits for somebody
 * else’s server while it holds a lock; nothing is kept when it cannot be read.
 *
 * Its owner asked for it, so keys the address no longer shows end at once. A new address is taken only with all its
 * keys; of the one in use a key that cannot be taken is passed over and named in `jwksError`.
 */
async function readFrom(
  context: WriteContext,
  input: OwnInput,
  before: ApplicationRow,
  jwksUri: string,
): Promise<Application> {
  const { services, earlierResult } = context;
  const acting = asKeyOwner(context, input);
  let reading: KeySetReading = { keys: [], began: services.tokenClock.now() };
  if (earlierResult === undefined) {
    await countReading(services, acting.participantId);
    reading = await readKeySet(services, before, jwksUri);
  }
  return actOnApplication(context, acting, async (tx, application) => {
    const { statusBy } = application;
    if (statusBy !== null && statusBy !== 'OWNER')
      throw stepIllegal({ status: 'SUSPENDED', suspendedBy: statusBy });
    const isNew = application.jwksUri !== jwksUri;
    if (!isNew && isOvertaken(reading, before, application)) return;
    const change = await applyKeySet(tx, application, application.keys, reading, 0);
    const { registered, ended, refused } = change;
    if (isNew && refused[0] !== undefined) throw refused[0].error;
    await tx.application.update({
      where: { id: application.id },
      data: { jwksUri, jwksFetchedAt: reading.began, jwksError: refusedText(refused) },
    });
    if (isNew) await logAct(context, tx, acting, 'APPLICATION_CHANGED', { act: 'KEY_ADDRESS_SET', jwksUri });
    for (const { kid, thumbprint } of registered)
      await logAct(context, tx, acting, 'KEY_REGISTERED', { kid, thumbprint, source: 'URL' });
    for (const { kid, thumbprint } of ended)
      await logAct(context, tx, acting, 'KEY_REVOKED', { kid, thumbprint, reason: 'ROTATED' });
  });
}

/** A participant names the address of an application’s keys. */
export const registerKeyUrl: Handler<'keys.registerUrl'> = async (context, input) =>
  readFrom(context, input, await ownApplication(context, input), input.jwksUri);

/** A participant has the address read anew, e.g. after a rotation that cannot wait. */
export const refreshKeys: Handler<'keys.refresh'> = async (context, input) => {
  const application = await ownApplication(context, input);
  if (application.jwksUri === null) throw stepIllegal({ status: 'NO_KEY_ADDRESS' });
  return readFrom(context, input, application, application.jwksUri);
};

/** Nobody has an address read in another’s name. */
async function ownApplication(context: WriteContext, input: OwnInput): Promise<ApplicationRow> {
  const { participantId, applicationId } = asKeyOwner(context, input);
  const application = await context.services.database.transaction({ participantId }, (tx) =>
    tx.application.findFirst({ where: { id: applicationId, participantId } }),
  );
  if (application === null) throw new PlatformError('APPLICATION_NOT_FOUND');
  return application;
}
