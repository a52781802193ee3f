import type {
  ApplicationId,
  ConsentId,
  ConsentRequest,
  ConsentTemplate,
  ParticipantId,
} from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import type { Services } from '../services.ts';

export interface PushedConsent {
  readonly request: ConsentRequest;
  readonly template: ConsentTemplate;
  readonly participantId: ParticipantId;
  readonly applicationId: ApplicationId;
  /** The pushed authorization request it belongs to. */
  readonly parId: string;
  /** How long the link may be opened, in seconds. */
  readonly linkSeconds: number;
}

/** Writes a PENDING consent and its log entry. Nothing about the enterprise is looked up yet. */
export async function requestConsent(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database'>,
  { request, template, participantId, applicationId, parId, linkSeconds }: PushedConsent,
): Promise<ConsentId> {
  const { clock, newId, operatorId, database } = services;
  const now = clock.now();
  const consentId = newId('cns') as ConsentId;
  await database.transaction({ participantId }, async (tx) => {
    await tx.consent.create({
      data: {
        id: consentId,
        operatorId,
        participantId,
        applicationId,
        templateId: template.templateId,
        templateVersion: template.version,
        purposeCode: request.purpose,
        items: [...request.items],
        disclosure: request.disclosure,
        rangeFrom: new Date(request.range.from),
        rangeTo: new Date(request.range.to),
        dataLife: template.dataLife,
        fetchType: template.fetchType,
        validity: request.validity,
        status: 'PENDING',
        requestedAt: now,
        linkExpiresAt: new Date(now.getTime() + linkSeconds * 1000),
        parId,
        ...(request.customer === undefined ? {} : { customerHint: request.customer }),
        updatedAt: now,
      },
    });
    await appendEntry(services, tx, {
      kind: 'CONSENT_REQUESTED',
      actor: applicationId,
      participantId,
      subjectId: null,
      consentId,
      detail: {
        template: `${template.templateId}@${template.version}`,
        purpose: request.purpose,
        items: request.items,
        disclosure: request.disclosure,
      },
    });
  });
  return consentId;
}
