import { type ConsentChange, endReasonOf, isFinal, transition } from '@xinqiao/consent';
import {
  type Consent,
  type ConsentEndReason,
  type ConsentId,
  type LogEntryKind,
  PlatformError,
} from '@xinqiao/contracts';
import { type ConsentRow, lockConsentForUpdate, type Prisma, type Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
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

export interface ChangeRequest {
  readonly consentId: ConsentId;
  readonly change: ConsentChange;
  /** Who acts, for the log. */
  readonly actor: string;
  readonly reason?: ConsentEndReason;
  /** Further columns set by the same act, e.g. who agreed and until when. */
  readonly facts?: (row: ConsentRow) => Promise<Prisma.ConsentUncheckedUpdateInput>;
}

type ChangeServices = Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>;

/**
 * Moves a consent, in the caller’s transaction: row lock FOR UPDATE, transition, log entry.
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
  return consent;
}
