import type { ConsentChange } from '@xinqiao/consent';
import type { Consent, ConsentRequestId } from '@xinqiao/contracts';
import { Prisma, type Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { Owner } from '../../audit/owner.ts';
import { appendEvent } from '../../events/append-event.ts';
import type { Services } from '../../services.ts';

const ENTRY_KINDS = {
  REFUSED: 'CONSENT_REQUEST_REFUSED',
  WITHDRAWN: 'CONSENT_REQUEST_WITHDRAWN',
  LAPSED: 'CONSENT_REQUEST_LAPSED',
} as const;

/** An owner who stops a consent wants no change of it either; what a bank ends it takes back. */
function closedAs({ act, by }: ConsentChange): keyof typeof ENTRY_KINDS {
  if (act !== 'REVOKE') return 'LAPSED';
  return ({ OWNER: 'REFUSED', PARTICIPANT: 'WITHDRAWN' } as const)[by as 'OWNER'] ?? 'LAPSED';
}

export interface Closing {
  /** The consent, ended. */
  readonly consent: Consent;
  readonly change: ConsentChange;
  /** Who ended it, for the log. */
  readonly actor: string | Owner;
}

/**
 * A consent that ended has nothing left to be asked: what still waits is closed, and of a change there is an entry in
 * the log and the bank hears. A new request ends with its consent, whose own entry and event say so.
 */
export async function closeRequests(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>,
  tx: Tx,
  { consent, change, actor }: Closing,
): Promise<void> {
  const { consentId, participantId, subjectId } = consent;
  const waiting = await tx.consentRequest.findMany({ where: { consentId, status: 'PENDING' } });
  const reason = closedAs(change);
  for (const { id, kind } of waiting) {
    await tx.consentRequest.update({
      where: { id },
      data: { status: reason, answeredAt: services.clock.now(), customerHint: Prisma.DbNull },
    });
    if (kind === 'NEW') continue;
    await appendEntry(services, tx, {
      ...{ kind: ENTRY_KINDS[reason], actor, participantId, subjectId, consentId },
      detail: { requestId: id, request: kind },
    });
    await appendEvent(services, tx, {
      ...{ participantId, type: 'cn.xinqiao.consent.request-closed.v1' },
      orderingKey: subjectId ?? consentId,
      data: { consentId, requestId: id as ConsentRequestId, kind: kind as 'AMEND' | 'RENEW', reason },
    });
  }
}
