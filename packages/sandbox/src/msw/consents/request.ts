import { isFinal, renewalProblems, termsOf } from '@xinqiao/consent';
import {
  type ApplicationId,
  type Consent,
  type ConsentId,
  type ConsentRequest,
  type ConsentRequestId,
  type ConsentRequestState,
  type ConsentTemplate,
  type Instant,
  type ParticipantId,
  PlatformError,
} from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import { participantOf } from '../state.ts';
import { requireNotRefusedLately } from './refused-lately.ts';

/** A consent page that was opened in time may still be answered after its link has ended. */
const ANSWER_TIME_MS = 3_600_000;

export interface PushedConsent {
  readonly request: ConsentRequest;
  readonly template: ConsentTemplate;
  readonly applicationId: ApplicationId;
  /** How long the link may be opened, in seconds. */
  readonly linkSeconds: number;
}

interface Requested {
  readonly consentId: ConsentId;
  readonly requestId: ConsentRequestId;
  /** Eight letters and digits to say and type. */
  readonly reference: string;
}

/** Letters and digits that nobody mistakes for one another when they are read out. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/**
 * Writes what is asked and its log entry: for a new consent also the consent, PENDING; a change leaves the living
 * consent as it is.
 *
 * @throws {PlatformError} of a change `CONSENT_ASKED_TOO_SOON`, `CONSENT_NOT_FOUND`, `CONSENT_CHANGED_MEANWHILE`,
 *   `CONSENT_REQUEST_EXCESSIVE`, `CONSENT_CHANGE_PENDING`
 */
export function requestConsent(
  platform: Platform,
  { request: asked, template, applicationId, linkSeconds }: PushedConsent,
): Requested {
  const { state, clock, newId, log, operatorId, random } = platform;
  const participantId = participantOf(applicationId);
  const { purpose, items, optionalItems = [], disclosure, range, validity, customer } = asked;
  const terms = termsOf(asked, template, template.validFrom);
  const wanted = { purpose, items, optionalItems, disclosure, range, ...terms };
  const living = findLiving(platform, participantId, asked, wanted);
  // A link to a new consent waits until she opens it herself: no prompt of the bank.
  const subjectId = living?.subjectId;
  if (subjectId != null) requireNotRefusedLately(platform, { participantId, purpose, subjectId });
  const consentId = living?.consentId ?? (newId('cns') as ConsentId);
  const waits = [...state.requests.values()].some(
    ({ request }) => request.consentId === consentId && request.status === 'PENDING',
  );
  if (waits) throw new PlatformError('CONSENT_CHANGE_PENDING');

  const requestId = newId('crq') as ConsentRequestId;
  const reference = Array.from(random(8), (byte) => LETTERS[byte % LETTERS.length]).join('');
  const kind = living === undefined ? 'NEW' : asked.amends === undefined ? 'RENEW' : 'AMEND';
  const requestedAt = clock.instant();
  const { templateId, version: templateVersion } = template;
  if (living === undefined) {
    const { optionalItems: _optional, ...covered } = wanted;
    const consent: Consent = {
      ...{ consentId, operatorId, participantId, applicationId, subjectId: null },
      ...{ templateId, templateVersion, ...covered, requestedAt },
      ...{ status: 'PENDING', pausedReason: null, revision: 0, startsAt: null, expiresAt: null },
      ...{ endedAt: null, endedReason: null, endedBy: null, artefact: null, artefactSm2: null },
    };
    state.consents.set(consentId, { consent, revisions: [] });
  }
  const linkExpiresMs = clock.now().getTime() + linkSeconds * 1000;
  const request: ConsentRequestState = {
    ...{ requestId, consentId, applicationId, kind, channel: 'CODE', status: 'PENDING' },
    ...{ reference, templateId, templateVersion, ...wanted, validity },
    ...{ approvals: { given: 0, required: null }, requestedAt, answeredAt: null },
    answerBy: new Date(linkExpiresMs + ANSWER_TIME_MS).toISOString() as Instant,
  };
  state.requests.set(requestId, { request, participantId, customer: customer?.uscc, linkExpiresMs });
  log.append({
    kind: 'CONSENT_REQUESTED',
    actor: applicationId,
    participantId,
    subjectId: living?.subjectId ?? null,
    consentId,
    detail: {
      ...{ requestId, request: kind, channel: 'CODE' },
      template: `${templateId}@${templateVersion}`,
      ...{ purpose, items, optionalItems, disclosure },
    },
  });
  return { consentId, requestId, reference };
}

/** The consent a change is about; undefined for a new one. */
function findLiving(
  { state }: Platform,
  participantId: ParticipantId,
  { amends, renews, purpose }: ConsentRequest,
  wanted: Parameters<typeof renewalProblems>[1],
): Consent | undefined {
  const consentId = amends ?? renews;
  if (consentId === undefined) return undefined;
  const consent = state.consents.get(consentId)?.consent;
  if (consent?.participantId !== participantId) throw new PlatformError('CONSENT_NOT_FOUND');
  if (isFinal(consent.status) || consent.status === 'PENDING' || consent.purpose !== purpose)
    throw new PlatformError('CONSENT_CHANGED_MEANWHILE');
  const errors = renews === undefined ? [] : renewalProblems(consent, wanted);
  if (errors.length > 0) throw new PlatformError('CONSENT_REQUEST_EXCESSIVE', { errors });
  return consent;
}
