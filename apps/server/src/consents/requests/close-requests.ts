import type { ConsentAct } from '@xinqiao/consent';
import type { Consent, ConsentRequestId } from '@xinqiao/contracts';
import { Prisma, type Tx } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
import type { Services } from '../../services.ts';

/**
 * A consent that ended has nothing left to be asked: what still waits is closed, and a bank that asked for a change
 * hears of it.
 */
export async function closeRequests(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId'>,
  tx: Tx,
  { consentId, participantId, subjectId }: Consent,
  act: ConsentAct,
): Promise<void> {
  const waiting = await tx.consentRequest.findMany({ where: { consentId, status: 'PENDING' } });
  const reason = act === 'REVOKE' ? 'WITHDRAWN' : 'LAPSED';
  for (const { id, kind } of waiting) {
    await tx.consentRequest.update({
      where: { id },
      data: { status: reason, answeredAt: services.clock.now(), customerHint: Prisma.DbNull },
    });
    if (kind !== 'NEW')
      await appendEvent(services, tx, {
        ...{ participantId, type: 'cn.xinqiao.consent.request-closed.v1' },
        orderingKey: subjectId ?? consentId,
        data: { consentId, requestId: id as ConsentRequestId, kind: kind as 'AMEND' | 'RENEW', reason },
      });
  }
}
