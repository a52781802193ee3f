import { type ConsentChange, endReasonOf, isFinal, transition } from '@xinqiao/consent';
import {
  type Consent,
  type ConsentEndReason,
  type ConsentId,
  type EventData,
  type EventType,
  type LogEntryKind,
  PlatformError,
} from '@xinqiao/contracts';
import { type ConsentRow, lockConsentForUpdate, type Prisma, type Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import type { Owner } from '../audit/owner.ts';
import { appendEvent } from '../events/append-event.ts';
import type { Services } from '../services.ts';
import { consentView } from './consent-view.ts';

const ENTRY_KINDS = {
  GRANT: 'CONSENT_GRANTED',
  REJECT: 'CONSENT_REJECTED',
  PAUSE: 'CONSENT_PAUSED',
  RESUME: 'CONSENT_RESUMED',
  REVOKE: 'CONSENT_REVOKED',
  EXPIRE: 'CONSENT_EXPIRED',
} as const satisfies Record<ConsentChange['act'], LogEntryKind>;

const EVENT_TYPES = {
  GRANT: 'cn.xinqiao.consent.granted.v1',
  REJECT: 'cn.xinqiao.consent.rejected.v1',
  PAUSE: 'cn.xinqiao.consent.paused.v1',
  RESUME: 'cn.xinqiao.consent.resumed.v1',
  REVOKE: 'cn.xinqiao.consent.revoked.v1',
  EXPIRE: 'cn.xinqiao.consent.expired.v1',
} as const satisfies Record<ConsentChange['act'], EventType>;

export interface ChangeRequest {
  readonly consentId: ConsentId;
  readonly change: ConsentChange;
  /** Who acts, for the log. */
  readonly actor: string | Owner;
  readonly reason?: ConsentEndReason;
  /** Further columns set by the same act, e.g. who agreed and until when. */
  readonly facts?: (row: ConsentRow) => Promise<Prisma.ConsentUncheckedUpdateInput>;
}

type ChangeServices = Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>;

/**
 * Moves a consent, in the caller’s transaction: row lock FOR UPDATE, transition, log entry, event for the bank.
 *
 * The lock excludes every reader’s outcome transaction, which takes the same row FOR SHARE: whoever
 * commits first is first, and the other sees it.
 *
 * @throws {PlatformError} `CONSENT_NOT_FOUND`, `CONSENT_TRANSITION_ILLEGAL`
 */
export async function changeConsent(
  services: ChangeServices,
  tx: Tx,
  { consentId, change, actor, reason, facts }: ChangeRequest,
): Promise<Consent> {
  const row = await lockConsentForUpdate(tx, consentId);
  if (row === undefined) throw new PlatformError('CONSENT_NOT_FOUND');
  const view = consentView(row);
  const result = transition(view.status, change);
  if (result.kind === 'unchanged') return view;
  if (result.kind === 'illegal')
    throw new PlatformError('CONSENT_TRANSITION_ILLEGAL', { details: { status: view.status } });

  const now = services.clock.now();
  const ended = isFinal(result.status);
  const endedReason = ended ? (reason ?? endReasonOf(change)) : null;
  const changed = await tx.consent.update({
    where: { id: consentId },
    data: {
      ...(await facts?.(row)),
      status: result.status,
      revision: row.revision + 1,
      updatedAt: now,
      ...(ended ? { endedAt: now, endedReason, endedBy: change.by } : {}),
    },
  });
  const consent = consentView(changed);
  await appendEntry(services, tx, {
    kind: ENTRY_KINDS[change.act],
    actor,
    participantId: consent.participantId,
    subjectId: consent.subjectId,
    consentId,
    detail: { revision: consent.revision, by: change.by, reason: endedReason },
  });
  const { participantId, subjectId, status, revision } = consent;
  await appendEvent(services, tx, {
    participantId,
    type: EVENT_TYPES[change.act],
    orderingKey: subjectId ?? consentId,
    // The table above pairs each act with the event of the status it leads to; appendEvent checks it.
    data: { consentId, subjectId, status, revision, reason: endedReason, by: change.by } as EventData<
      (typeof EVENT_TYPES)[typeof change.act]
    >,
  });
  return consent;
}
