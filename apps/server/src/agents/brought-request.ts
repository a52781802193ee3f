import {
  type ConsentId,
  type ConsentRequestId,
  type LocalizedText,
  type ParticipantId,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { AssistanceRow, ConsentRequestRow } from '@xinqiao/db';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { findRequest } from '../consents/requests/question.ts';

/** A request that an owner brought to an agent, by its number. */
export interface BroughtRequest {
  readonly request: ConsentRequestRow;
  readonly requestId: ConsentRequestId;
  readonly consentId: ConsentId;
  readonly participantId: ParticipantId;
  readonly bank: LocalizedText;
  readonly subjectId: SubjectId;
  /** Its preparation, by this agent or another; undefined while there is none. */
  readonly assistance: AssistanceRow | undefined;
}

/** Eight letters and digits, as they are said and typed: spaces, hyphens and small letters do no harm. */
export const plainReference = (typed: unknown): string =>
  typeof typed === 'string' ? typed.replaceAll(/[\s-]/g, '').toUpperCase() : '';

/**
 * Finds a request by the number the owner or the bank's clerk says. The agent learns who asks and what for, and which
 * firm is meant by its name on the notice; nothing of its data.
 *
 * @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND` when there is none that waits, or the bank named no firm;
 *   `DUTIES_IN_CONFLICT` when the agent herself may act for the firm
 */
export async function findBrought(
  { database, clock }: Pick<AuthorizationServices, 'database' | 'clock'>,
  agentId: string,
  reference: string,
): Promise<BroughtRequest> {
  const request = /^[0-9A-Z]{8}$/.test(reference)
    ? await findRequest(database, { requestId: reference })
    : undefined;
  if (request?.status !== 'PENDING' || request.answerBy <= clock.now())
    throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const { participantId } = request;
  const code = (request.customerHint as { uscc: string } | null)?.uscc;
  const found = await database.transaction(
    { participantId, ...(code === undefined ? {} : { code }) },
    async (tx) => ({
      bank: await tx.participant.findUniqueOrThrow({ where: { id: participantId } }),
      assistance: await tx.assistance.findUnique({ where: { requestId: request.id } }),
      named:
        code === undefined
          ? null
          : await tx.subjectIdentifier.findFirst({ where: { scheme: 'uscc', value: code, validTo: null } }),
    }),
  );
  const subjectId = request.subjectId ?? found.named?.subjectId;
  if (subjectId === undefined) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const own = await database.transaction({ identityId: agentId }, (tx) =>
    tx.authority.count({ where: { identityId: agentId, subjectId, status: { not: 'ENDED' } } }),
  );
  // Whoever may agree for the firm agrees as herself, on her own page.
  if (own > 0) throw new PlatformError('DUTIES_IN_CONFLICT');
  return {
    request,
    requestId: request.id as ConsentRequestId,
    consentId: request.consentId as ConsentId,
    participantId: participantId as ParticipantId,
    bank: { zh: found.bank.nameZh, en: found.bank.nameEn },
    subjectId: subjectId as SubjectId,
    assistance: found.assistance ?? undefined,
  };
}
