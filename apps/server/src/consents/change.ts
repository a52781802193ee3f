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
  type ConsentEndReason,
  type ConsentId,
  type ConsentPauseReason,
  type ConsentRequestId,
  type EventData,
  type ParticipantId,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import { type ConsentRow, lockConsentForUpdate, type Prisma, type Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import type { Owner } from '../audit/owner.ts';
import { appendEvent } from '../events/append-event.ts';
import type { Services } from '../services.ts';
import { consentView } from './consent-view.ts';
import { isLiving } from './is-living.ts';
import { closeRequests } from './requests/close-requests.ts';
import { recordStop } from './stops/record-stop.ts';

export interface ChangeRequest {
  readonly consentId: ConsentId;
  /** The consent as `lockConsentForUpdate` returned it in this transaction; left out, it is locked here. */
  readonly held?: ConsentRow | undefined;
  readonly change: ConsentChange;
  /** Who acts, for the log. */
  readonly actor: string | Owner;
  /** Why it ends, where the act alone does not say it. */
  readonly reason?: ConsentEndReason;
  /** Why it rests. Default OWNER_PAUSED. */
  readonly pauseReason?: ConsentPauseReason | undefined;
  /** The request that is answered by this. */
  readonly requestId?: ConsentRequestId;
  /** Further columns set by the same act, e.g. who agreed and until when. */
  readonly facts?: (row: ConsentRow) => Promise<Prisma.ConsentUncheckedUpdateInput>;
}

export type ChangeServices = Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>;

/**
 * Moves a consent, in the caller’s transaction: row lock FOR UPDATE, transition, revision, log entry, event for the
 * bank; requests that still wait are closed, and a stop waits for the bank's word.
 *
 * The lock excludes every reader’s outcome transaction, which takes the same row FOR SHARE: whoever
 * commits first is first, and the other sees it.
 *
 * @throws {PlatformError} `CONSENT_NOT_FOUND`, `CONSENT_TRANSITION_ILLEGAL`
 */
export async function changeConsent(
  services: ChangeServices,
  tx: Tx,
  { consentId, held, change, actor, reason, pauseReason, requestId, facts }: ChangeRequest,
): Promise<Consent> {
  const row = held ?? (await lockConsentForUpdate(tx, consentId));
  if (row === undefined) throw new PlatformError('CONSENT_NOT_FOUND');
  const view = consentView(row);
  const now = services.clock.now();
  // What is over is over at the instant itself, also before the worker wrote it.
  const over = row.startsAt !== null && !isLiving(row, now) && !isFinal(view.status);
  const status = over && change.act !== 'EXPIRE' ? 'EXPIRED' : view.status;
  const result = transition(status, change);
  if (result.kind === 'unchanged') return view;
  if (result.kind === 'illegal')
    throw new PlatformError('CONSENT_TRANSITION_ILLEGAL', { details: { status } });

  const ended = isFinal(result.status);
  const endedReason = ended ? (reason ?? endReasonOf(change)) : null;
  const pausedReason = change.act === 'PAUSE' ? (pauseReason ?? 'OWNER_PAUSED') : null;
  const changed = await tx.consent.update({
    where: { id: consentId },
    data: {
      ...(await facts?.(row)),
      status: result.status,
      revision: row.revision + 1,
      updatedAt: now,
      ...(change.act === 'PAUSE' ? { pausedReason, pausedBy: change.by, pausedAt: now } : {}),
      ...(result.status !== 'PAUSED' ? { pausedReason: null, pausedBy: null, pausedAt: null } : {}),
      ...(ended ? { endedAt: now, endedReason, endedBy: change.by, remindAt: null } : {}),
    },
  });
  const consent = consentView(changed);
  const attributes = changedAttributes(view, consent);
  const { participantId, subjectId, revision } = consent;
  const { entryId } = await appendEntry(services, tx, {
    kind: ACT_ENTRIES[change.act],
    actor,
    participantId,
    subjectId,
    consentId,
    detail: {
      revision,
      by: change.by,
      reason: endedReason ?? pausedReason,
      ...(requestId === undefined ? {} : { requestId }),
      ...(attributes.length === 0 || change.act === 'GRANT' ? {} : { changed: attributes }),
    },
  });
  await tx.consentRevision.create({
    data: {
      ...{ consentId, revision, act: change.act, status: consent.status, by: change.by },
      reason: endedReason ?? pausedReason,
      changed: attributes,
      requestId: requestId ?? null,
      ...(changed.artefact === row.artefact
        ? { artefact: null }
        : { artefact: changed.artefact, artefactSm2: changed.artefactSm2 }),
      entryId,
      changedAt: now,
    },
  });
  if (ended) await closeRequests(services, tx, { consent, change, actor });
  const eventId = await tell();
  // Only what was in force can stop: a request that nobody agreed to was never read under.
  if (row.startsAt !== null && (ended || change.act === 'PAUSE'))
    await recordStop(tx, { consent, eventId, stoppedAt: now });
  return consent;

  async function tell() {
    const event = {
      participantId: participantId as ParticipantId,
      orderingKey: subjectId ?? consentId,
      // The same instant everywhere: the bank acknowledges a stop by the time of its event.
      occurredAt: now,
    };
    if (change.act === 'AMEND' || change.act === 'RENEW')
      return appendEvent(services, tx, {
        ...{ ...event, type: CHANGE_EVENTS[change.act] },
        data: {
          ...{ consentId, revision, subjectId: subjectId as SubjectId, changed: attributes },
          requestId: requestId as ConsentRequestId,
        },
      });
    return appendEvent(services, tx, {
      ...{ ...event, type: STATUS_EVENTS[change.act] },
      // The table above pairs each act with the event of the status it leads to; appendEvent checks it.
      data: {
        ...{ consentId, subjectId, status: consent.status, revision },
        ...{ reason: endedReason, by: change.by },
      } as EventData<(typeof STATUS_EVENTS)[typeof change.act]>,
    });
  }
}
