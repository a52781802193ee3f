import type {
  ConsentId,
  ConsentRequestId,
  ConsentRequestKind,
  ParticipantId,
  SubjectId,
} from '@xinqiao/contracts';
import { type ConsentRequestRow, Prisma, type Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { Owner } from '../../audit/owner.ts';
import { appendEvent } from '../../events/append-event.ts';
import type { Services } from '../../services.ts';

const ENTRY_KINDS = {
  REFUSED: 'CONSENT_REQUEST_REFUSED',
  WITHDRAWN: 'CONSENT_REQUEST_WITHDRAWN',
  LAPSED: 'CONSENT_REQUEST_LAPSED',
} as const;

export interface Closing {
  readonly request: Pick<ConsentRequestRow, 'id' | 'kind' | 'consentId' | 'participantId' | 'subjectId'>;
  readonly reason: keyof typeof ENTRY_KINDS;
  /** Who refused; left out, whoever the request was known to be for. */
  readonly subjectId?: string;
  /** Who closed it, for the log. */
  readonly actor: string | Owner;
}

/**
 * Ends a request that waits without agreement, in the caller’s transaction, which holds the consent and the request. A
 * change or renewal gets its entry in the log and the bank hears; what a new request asked ends as a consent, whose own
 * entry and event say so.
 */
export async function closeRequest(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>,
  tx: Tx,
  { request, reason, actor, ...refuser }: Closing,
): Promise<void> {
  const requestId = request.id as ConsentRequestId;
  const consentId = request.consentId as ConsentId;
  const participantId = request.participantId as ParticipantId;
  const kind = request.kind as ConsentRequestKind;
  await tx.consentRequest.update({
    where: { id: requestId },
    // Which code the bank had named is of no use to anybody any more.
    data: { ...refuser, status: reason, answeredAt: services.clock.now(), customerHint: Prisma.DbNull },
  });
  if (kind === 'NEW') return;
  const subjectId = refuser.subjectId ?? request.subjectId;
  await appendEntry(services, tx, {
    ...{ kind: ENTRY_KINDS[reason], actor, participantId, consentId },
    subjectId: subjectId as SubjectId | null,
    detail: { requestId, request: kind },
  });
  await appendEvent(services, tx, {
    ...{ participantId, type: 'cn.xinqiao.consent.request-closed.v1' },
    orderingKey: subjectId ?? consentId,
    data: { consentId, requestId, kind, reason },
  });
}
