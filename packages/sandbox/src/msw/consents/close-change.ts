import type { ConsentRequestId, ConsentRequestState, LogEntryKind } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import { concealed } from './concealed.ts';

type Closed = 'REFUSED' | 'LAPSED' | 'WITHDRAWN';

/** Writes how a request ended. */
export function answerRequest(
  { state, clock }: Platform,
  requestId: ConsentRequestId,
  status: ConsentRequestState['status'],
  approvals: ConsentRequestState['approvals'] = { given: 0, required: null },
): void {
  const record = state.requests.get(requestId);
  if (record === undefined) return;
  const request = { ...record.request, status, approvals, answeredAt: clock.instant() };
  state.requests.set(requestId, { ...record, request });
}

/** Ends a change that nobody agreed to, with its log entry; the consent stays as it was, and the bank hears of it. */
export function closeChange(
  platform: Platform,
  { requestId, status, actor }: { requestId: ConsentRequestId; status: Closed; actor: string },
): void {
  const { state, log, random } = platform;
  const record = state.requests.get(requestId);
  const consent = record && state.consents.get(record.request.consentId)?.consent;
  if (record === undefined || consent === undefined) return;
  answerRequest(platform, requestId, status);
  const { participantId, subjectId, consentId } = consent;
  const owner = status === 'REFUSED' ? concealed(actor, participantId, random) : undefined;
  log.append({
    kind: `CONSENT_REQUEST_${status}` satisfies LogEntryKind,
    actor: owner?.pseudonym ?? actor,
    ...{ participantId, subjectId, consentId },
    detail: {
      ...{ requestId, request: record.request.kind },
      ...(owner === undefined ? {} : { person: owner.person }),
    },
  });
  tellClosed(platform, requestId, status);
}

/** Tells the bank that a change ended without agreement. */
export function tellClosed({ state, events }: Platform, requestId: ConsentRequestId, reason: Closed): void {
  const record = state.requests.get(requestId);
  if (record === undefined || record.request.kind === 'NEW') return;
  const { participantId, request } = record;
  const { consentId, kind } = request;
  events.append({
    participantId,
    type: 'cn.xinqiao.consent.request-closed.v1',
    subject: state.consents.get(consentId)?.consent.subjectId ?? consentId,
    data: { consentId, requestId, kind, reason },
  });
}
