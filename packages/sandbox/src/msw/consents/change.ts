import { sha256 } from '@noble/hashes/sha2.js';
import { commit, SALT_BYTES, toBase64Url } from '@xinqiao/audit-log';
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
import type { Platform } from '../platform.ts';
import type { RandomBytes } from '../random-bytes.ts';

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
  /** Who acts, for the log; the id of an owner is not shown there. */
  readonly actor: string;
  readonly reason?: ConsentEndReason;
  /** What the same act adds: whose data, from when to when, the artefact. */
  readonly facts?: Pick<Consent, 'subjectId' | 'startsAt' | 'expiresAt' | 'artefact'>;
}

/**
 * Moves a consent, writes the log entry of it and tells the bank, in one go.
 *
 * @throws {PlatformError} `CONSENT_NOT_FOUND`, `CONSENT_TRANSITION_ILLEGAL`
 */
export function changeConsent(
  { state, clock, log, events, random }: Platform,
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
  const { participantId, subjectId, status, revision } = changed;
  const owner = change.by === 'OWNER' ? concealed(actor, participantId, random) : undefined;
  log.append({
    kind: ENTRY_KINDS[change.act],
    actor: owner?.pseudonym ?? actor,
    participantId,
    subjectId,
    consentId,
    detail: {
      ...{ revision, by: change.by, reason: changed.endedReason },
      ...(owner === undefined ? {} : { person: owner.person }),
    },
  });
  events.append({
    participantId,
    type: EVENT_TYPES[change.act],
    subject: subjectId ?? consentId,
    // The table above pairs each act with the event of the status it leads to; the envelope checks it.
    data: { consentId, subjectId, status, revision, reason: changed.endedReason, by: change.by } as EventData<
      (typeof EVENT_TYPES)[typeof change.act]
    >,
  });
  return changed;
}

/** How the log names an owner to a bank: by a pseudonym, and a commitment that only a regulator could open. */
function concealed(identityId: string, participantId: string, random: RandomBytes) {
  const hash = toBase64Url(sha256(new TextEncoder().encode(`${participantId}\n${identityId}`)));
  return {
    pseudonym: `owner:${hash.slice(0, 22)}`,
    person: commit(sha256, random(SALT_BYTES), { identityId }),
  };
}
