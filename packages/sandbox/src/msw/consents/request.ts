import type { ApplicationId, ConsentId, ConsentRequest, ConsentTemplate } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import { participantOf } from '../state.ts';

export interface PushedConsent {
  readonly request: ConsentRequest;
  readonly template: ConsentTemplate;
  readonly applicationId: ApplicationId;
  /** How long the link may be opened, in seconds. */
  readonly linkSeconds: number;
}

/** Writes a PENDING consent and its log entry. */
export function requestConsent(
  { state, clock, newId, log, operatorId }: Platform,
  { request, template, applicationId, linkSeconds }: PushedConsent,
): ConsentId {
  const consentId = newId('cns') as ConsentId;
  const participantId = participantOf(applicationId);
  const { purpose, items, disclosure, range, validity, customer } = request;
  state.consents.set(consentId, {
    consent: {
      consentId,
      operatorId,
      participantId,
      applicationId,
      subjectId: null,
      templateId: template.templateId,
      templateVersion: template.version,
      purpose,
      items,
      disclosure,
      range,
      dataLife: template.dataLife,
      status: 'PENDING',
      revision: 0,
      requestedAt: clock.instant(),
      startsAt: null,
      expiresAt: null,
      endedAt: null,
      endedReason: null,
      endedBy: null,
      artefact: null,
    },
    validity,
    fetchType: template.fetchType,
    customer: customer?.uscc,
    linkExpiresMs: clock.now().getTime() + linkSeconds * 1000,
  });
  log.append({
    kind: 'CONSENT_REQUESTED',
    actor: applicationId,
    participantId,
    subjectId: null,
    consentId,
    detail: { template: `${template.templateId}@${template.version}`, purpose, items, disclosure },
  });
  return consentId;
}
