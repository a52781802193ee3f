import {
  type ConsentId,
  type ConsentRequestId,
  type ConsentRequestState,
  PlatformError,
} from '@xinqiao/contracts';
import {
  type ConsentRequestRow,
  type ConsentRow,
  lockConsentForUpdate,
  lockConsentRequest,
  type Tx,
} from '@xinqiao/db';
import { actorOf } from '../../http/principal.ts';
import type { Handler, WriteContext } from '../../http/run-operation.ts';
import { changeConsent } from '../change.ts';
import { closeRequest } from './close-request.ts';
import { ownRequest } from './get.ts';

/** The bank takes back what it asked, as long as nobody has answered. */
export const withdrawRequest: Handler<'consents.withdrawRequest'> = async (context, { requestId }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx): Promise<ConsentRequestState> => {
    const row = await tx.consentRequest.findUnique({ where: { id: requestId, participantId } });
    if (row === null) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    if (earlierResult === undefined) {
      const held = await lockConsentForUpdate(tx, row.consentId);
      const status = await lockConsentRequest(tx, requestId);
      if (status === 'PENDING') await takeBack(context, tx, row, held);
      else if (status !== 'WITHDRAWN')
        throw new PlatformError('CONSENT_TRANSITION_ILLEGAL', { details: { status: status ?? row.status } });
      await complete(tx, requestId);
    }
    return ownRequest(tx, { requestId, participantId });
  });
};

/** A new consent ends with its request; a living one stays as it is. */
async function takeBack(
  { services, principal }: WriteContext,
  tx: Tx,
  request: ConsentRequestRow,
  held: ConsentRow | undefined,
): Promise<void> {
  const actor = actorOf(principal);
  await closeRequest(services, tx, { request, reason: 'WITHDRAWN', actor });
  if (request.kind === 'NEW')
    await changeConsent(services, tx, {
      ...{ consentId: request.consentId as ConsentId, held, actor, reason: 'NO_LONGER_NEEDED' },
      ...{ change: { act: 'REVOKE', by: 'PARTICIPANT' }, requestId: request.id as ConsentRequestId },
    });
}
