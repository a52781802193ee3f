import { type ConsentChange, endReasonOf, isFinal, transition } from '@xinqiao/consent';
import {
  type Consent,
  type ConsentEndReason,
  type ConsentId,
  type LogEntryKind,
  PlatformError,
} from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';

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
  /** What the same act adds: whose data, from when to when, the artefact. */
  readonly facts?: Pick<Consent, 'subjectId' | 'startsAt' | 'expiresAt' | 'artefact'>;
}

/**
 * Moves a consent and writes the log entry of it, in one go.
 *
 * @throws {PlatformError} `CONSENT_NOT_FOUND`, `CONSENT_TRANSITION_ILLEGAL`
 */
export function changeConsent(
  { state, clock, log }: Platform,
  { consentId, change, actor, reason, facts }: ChangeRequest,
): Consent {
  const record = state.consents.get(consentId);
  if (record === undefined) throw new PlatformError('CONSENT_NOT_FOUND');
  const { consent } = record;
  const result = transition(consent.status, change);
  if (result.kind === 'unchanged') return consent;
  if (result.kind === 'illegal')
    throw new PlatformError('CONSENT_TRANSITION_ILLEGAL', { details: { status: consent.status } });

  const end = {
    endedAt: clock.instant(),
    endedReason: reason ?? endReasonOf(change),
    endedBy: change.by,
  };
  const changed: Consent = {
    ...consent,
    ...facts,
    status: result.status,
    revision: consent.revision + 1,
    ...(isFinal(result.status) ? end : {}),
  };
  state.consents.set(consentId, { ...record, consent: changed });
  log.append({
    kind: ENTRY_KINDS[change.act],
    actor,
    participantId: changed.participantId,
    subjectId: changed.subjectId,
    consentId,
    detail: { revision: changed.revision, by: change.by, reason: changed.endedReason },
  });
  return changed;
}
