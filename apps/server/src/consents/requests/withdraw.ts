import { type ConsentRequestState, PlatformError, type SubjectId } from '@xinqiao/contracts';
import {
  type ConsentRequestRow,
  lockConsentForUpdate,
  lockConsentRequest,
  Prisma,
  type Tx,
} from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { appendEvent } from '../../events/append-event.ts';
import { actorOf } from '../../http/principal.ts';
import type { Handler, WriteContext } from '../../http/run-operation.ts';
import { changeConsent } from '../change.ts';
import { ownRequest } from './get.ts';

/** The bank takes back what it asked, as long as nobody has answered. */
export const withdrawRequest: Handler<'consents.withdrawRequest'> = async (context, { requestId }) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx): Promise<ConsentRequestState> => {
    const row = await tx.consentRequest.findUnique({ where: { id: requestId, participantId } });
    if (row === null) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    if (earlierResult === undefined) {
      await lockConsentForUpdate(tx, row.consentId);
      const status = await lockConsentRequest(tx, requestId);
      if (status === 'PENDING') await close(context, tx, row);
      else if (status !== 'WITHDRAWN')
        throw new PlatformError('CONSENT_TRANSITION_ILLEGAL', { details: { status: status ?? row.status } });
      await complete(tx, requestId);
    }
    return ownRequest(tx, { requestId, participantId });
  });
};

/** A new consent ends with its request; a living one stays as it is. */
async function close(
  { services, principal }: WriteContext,
  tx: Tx,
  { id: requestId, kind, ...row }: ConsentRequestRow,
): Promise<void> {
  const { participantId } = principal;
  const consentId = row.consentId as ConsentRequestState['consentId'];
  const actor = actorOf(principal);
  if (kind === 'NEW') {
    await changeConsent(services, tx, {
      ...{ consentId, change: { act: 'REVOKE', by: 'PARTICIPANT' }, actor, reason: 'NO_LONGER_NEEDED' },
      requestId: requestId as ConsentRequestState['requestId'],
    });
    return;
  }
  await tx.consentRequest.update({
    where: { id: requestId },
    data: { status: 'WITHDRAWN', answeredAt: services.clock.now(), customerHint: Prisma.DbNull },
  });
  const subjectId = row.subjectId as SubjectId | null;
  await appendEntry(services, tx, {
    ...{ kind: 'CONSENT_REQUEST_WITHDRAWN', actor, participantId, subjectId, consentId },
    detail: { requestId, request: kind },
  });
  await appendEvent(services, tx, {
    ...{ participantId, type: 'cn.xinqiao.consent.request-closed.v1', orderingKey: subjectId ?? consentId },
    data: {
      ...{ consentId, requestId: requestId as ConsentRequestState['requestId'] },
      ...{ kind: kind as ConsentRequestState['kind'], reason: 'WITHDRAWN' },
    },
  });
}
