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
import { subjectOfCode } from '../subjects/subject-of-code.ts';

/** A request by its number, with what says nothing of who is registered. */
export interface NumberedRequest {
  readonly request: ConsentRequestRow;
  readonly requestId: ConsentRequestId;
  readonly consentId: ConsentId;
  readonly participantId: ParticipantId;
  readonly bank: LocalizedText;
  /** Subject as the bank may read it in the log: null until somebody agreed, the living consent's for a change. */
  readonly loggedSubject: SubjectId | null;
  /** Its preparation, by this agent or another; undefined while there is none. */
  readonly assistance: AssistanceRow | undefined;
}

/** A request that an owner brought to an agent, with the firm that is meant. */
export interface BroughtRequest extends NumberedRequest {
  readonly subjectId: SubjectId;
}

type FindServices = Pick<AuthorizationServices, 'database' | 'clock'>;

/** Eight letters and digits, as they are said and typed: spaces, hyphens and small letters do no harm. */
export const plainReference = (typed: unknown): string =>
  typeof typed === 'string' ? typed.replaceAll(/[\s-]/g, '').toUpperCase() : '';

/** A request that waits, by its number; undefined where there is none, or the bank named no firm. */
export async function findNumbered(
  { database, clock }: FindServices,
  reference: string,
): Promise<NumberedRequest | undefined> {
  const request = await findRequest(database, { requestId: reference });
  if (request?.status !== 'PENDING' || request.answerBy <= clock.now()) return undefined;
  if (request.subjectId === null && usccOf(request) === undefined) return undefined;
  const { participantId } = request;
  return database.transaction({ participantId }, async (tx) => {
    const bank = await tx.participant.findUniqueOrThrow({ where: { id: participantId } });
    return {
      request,
      requestId: request.id as ConsentRequestId,
      consentId: request.consentId as ConsentId,
      participantId: participantId as ParticipantId,
      bank: { zh: bank.nameZh, en: bank.nameEn },
      loggedSubject: request.kind === 'NEW' ? null : (request.subjectId as SubjectId | null),
      assistance: (await tx.assistance.findUnique({ where: { requestId: request.id } })) ?? undefined,
    };
  });
}

/**
 * Finds a request with the firm that is meant. Whoever may not know whether a firm is registered is not shown what this
 * finds: it is for preparing, and for what was prepared.
 *
 * @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND` when there is none that waits, and just so when the firm is not
 *   registered; `DUTIES_IN_CONFLICT` when the agent herself may act for the firm
 */
export async function findBrought(
  services: FindServices,
  agentId: string,
  reference: string,
): Promise<BroughtRequest> {
  const { database } = services;
  const numbered = await findNumbered(services, reference);
  if (numbered === undefined || numbered.request.muted) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const subjectId = numbered.request.subjectId ?? (await namedSubject(database, numbered.request));
  if (subjectId === undefined) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const own = await database.transaction({ identityId: agentId }, (tx) =>
    tx.authority.count({ where: { identityId: agentId, subjectId, status: { not: 'ENDED' } } }),
  );
  // Whoever may agree for the firm agrees as herself, on her own page.
  if (own > 0) throw new PlatformError('DUTIES_IN_CONFLICT');
  return { ...numbered, subjectId: subjectId as SubjectId };
}

const usccOf = (request: ConsentRequestRow) =>
  (request.customerHint as { readonly uscc?: string } | null)?.uscc;

async function namedSubject(
  database: AuthorizationServices['database'],
  request: ConsentRequestRow,
): Promise<SubjectId | undefined> {
  const code = usccOf(request);
  if (code === undefined) return undefined;
  return database.transaction({ code }, (tx) => subjectOfCode(tx, code));
}
