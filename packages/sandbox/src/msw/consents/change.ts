import {
  ACT_ENTRIES,
  CHANGE_EVENTS,
  type ConsentChange,
  changedAttributes,
  endReasonOf,
  isFinal,
  STATUS_EVENTS,
  transition,
} from '@xinqiao/consent';
import {
  type Consent,
  type ConsentAct,
  type ConsentEndReason,
  type ConsentId,
  type ConsentRequestId,
  type ConsentRevision,
  type EventData,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import { answerRequest, closeChange } from './close-change.ts';
import { concealed } from './concealed.ts';
import { recordStop } from './record-stop.ts';

export interface ChangeRequest {
  readonly consentId: ConsentId;
  readonly change: ConsentChange;
  /** Who acts, for the log; the id of an owner is not shown there. */
  readonly actor: string;
  readonly reason?: ConsentEndReason;
  /** The request that is answered by this. */
  readonly requestId?: ConsentRequestId;
  /** What the same act adds: whose data, what and from when to when, the artefact. */
  readonly facts?: Partial<Consent>;
}

/**
 * Moves a consent, writes the log entry of it and tells the bank, in one go.
 *
 * @throws {PlatformError} `CONSENT_NOT_FOUND`, `CONSENT_TRANSITION_ILLEGAL`
 */
export function changeConsent(
  platform: Platform,
  { consentId, change, actor, reason, requestId, facts }: ChangeRequest,
): Consent {
  const { state, clock, log, events, random } = platform;
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
    pausedReason: result.status === 'PAUSED' ? 'OWNER_PAUSED' : null,
    ...(isFinal(result.status) ? end : {}),
  };
  const { participantId, subjectId, status, revision } = changed;
  const owner = change.by === 'OWNER' ? concealed(actor, participantId, random) : undefined;
  const attributes = changedAttributes(consent, changed);
  const why = changed.endedReason ?? changed.pausedReason;
  const { entryId } = log.append({
    kind: ACT_ENTRIES[change.act],
    actor: owner?.pseudonym ?? actor,
    participantId,
    subjectId,
    consentId,
    detail: {
      ...{ revision, by: change.by, reason: endsOrRests(change.act) ? why : null },
      ...(requestId === undefined ? {} : { requestId }),
      ...(attributes.length === 0 || change.act === 'GRANT' ? {} : { changed: attributes }),
      ...(owner === undefined ? {} : { person: owner.person }),
    },
  });
  const step: ConsentRevision = {
    ...{ consentId, revision, act: change.act, status, by: change.by, changed: attributes, entryId },
    reason: endsOrRests(change.act) ? why : null,
    requestId: requestId ?? null,
    artefact: changed.artefact === consent.artefact ? null : changed.artefact,
    changedAt: clock.instant(),
  };
  state.consents.set(consentId, { consent: changed, revisions: [...record.revisions, step] });
  if (isFinal(status)) closeRequests();
  const event = tell();
  // Only what was in force can stop.
  if (consent.startsAt !== null && (isFinal(status) || status === 'PAUSED'))
    recordStop(state, changed, event);
  return changed;
  /** Nothing is left to be asked. */
  function closeRequests(): void {
    const closed = change.act !== 'REVOKE' ? 'LAPSED' : change.by === 'OWNER' ? 'REFUSED' : 'WITHDRAWN';
    for (const { request } of state.requests.values()) {
      if (request.consentId !== consentId || request.status !== 'PENDING') continue;
      const { requestId: waiting, kind, purpose } = request;
      if (kind === 'NEW') {
        answerRequest(platform, waiting, closed);
        continue;
      }
      closeChange(platform, { requestId: waiting, status: closed, actor });
      // Who stops a consent wants no change of it either.
      if (closed === 'REFUSED' && subjectId !== null)
        state.refusals.push({ participantId, subjectId, purpose, at: clock.instant() });
    }
  }

  function tell() {
    const about = { participantId, subject: subjectId ?? consentId };
    if (change.act === 'AMEND' || change.act === 'RENEW')
      return events.append({
        ...{ ...about, type: CHANGE_EVENTS[change.act] },
        data: {
          ...{ consentId, revision, subjectId: subjectId as SubjectId, changed: attributes },
          requestId: requestId as ConsentRequestId,
        },
      });
    return events.append({
      ...{ ...about, type: STATUS_EVENTS[change.act] },
      // The table above pairs each act with the event of the status it leads to; the envelope checks it.
      data: {
        ...{ consentId, subjectId, status, revision, reason: changed.endedReason, by: change.by },
      } as EventData<(typeof STATUS_EVENTS)[typeof change.act]>,
    });
  }
}

const endsOrRests = (act: ConsentAct): boolean =>
  act === 'PAUSE' || act === 'REJECT' || act === 'REVOKE' || act === 'EXPIRE';
