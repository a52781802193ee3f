import { endOfAgreement } from '@xinqiao/consent';
import {
  type ConsentRequestKind,
  type Instant,
  type Period,
  PURPOSES,
  type PurposeCode,
  type SubjectType,
} from '@xinqiao/contracts';
import type { ConsentApprovalRow, ConsentRequestRow, ConsentRow, Prisma, Tx } from '@xinqiao/db';
import { ownerOf } from '../../audit/owner.ts';
import { type Language, textKey } from '../../http/request-language.ts';
import type { Services } from '../../services.ts';
import { buildArtefact, signArtefact } from '../artefact.ts';
import { calendarDate } from '../consent-view.ts';
import { remindAt } from '../reminders/remind-at.ts';
import type { Question } from './question.ts';

export interface AgreedRequest {
  /** The consent as it stands, locked. */
  readonly row: ConsentRow;
  readonly request: ConsentRequestRow;
  readonly approvals: readonly ConsentApprovalRow[];
  readonly question: Question;
  /** When the last of them agreed. */
  readonly agreedAt: Date;
  /** Whose agreement completed it. */
  readonly identityId: string;
  readonly grantId: string | undefined;
  /** The words of whoever agreed last. */
  readonly notice: { readonly hash: string; readonly language: Language };
}

/**
 * What becomes of a consent once enough people agreed: its columns and its signed artefact.
 *
 * A renewal prolongs from this moment. An amendment never does: it leaves the end where it was, or brings it forward
 * where what was asked lasts less.
 */
export async function agreedFacts(
  { operatorId, signer, vault }: Pick<Services, 'operatorId' | 'signer' | 'vault'>,
  tx: Tx,
  { row, request, approvals, question, agreedAt, identityId, grantId, notice }: AgreedRequest,
): Promise<Prisma.ConsentUncheckedUpdateInput> {
  const { participantId, subjectId, consentId } = question;
  const key = textKey(notice.language);
  const now = agreedAt.toISOString() as Instant;
  const start = (row.startsAt?.toISOString() ?? now) as Instant;
  const expiry = endOfAgreement(
    (row.expiresAt?.toISOString() ?? null) as Instant | null,
    { kind: request.kind as ConsentRequestKind, validity: request.validity as Period },
    now,
  );
  const purpose = request.purposeCode as PurposeCode;
  const items = [...request.items, ...request.chosenItems];
  const assistance = await tx.assistance.findUnique({ where: { requestId: request.id } });
  const { type } = await tx.subject.findUniqueOrThrow({ where: { id: subjectId } });
  const reminded = remindAt({ purpose, subjectType: type as SubjectType, expiresAt: expiry }, now);
  const artefact = buildArtefact({
    operatorId,
    consentId,
    revision: row.revision + 1,
    consentStart: start,
    consentExpiry: expiry,
    consentMode: request.consentMode,
    fetchType: request.fetchType,
    subject: { subjectId, name: question.enterprise },
    bank: { participantId, name: question.bank[key] },
    purpose: { code: purpose, text: PURPOSES[purpose][key], category: PURPOSES[purpose].category },
    items,
    disclosure: request.disclosure,
    range: { from: calendarDate(request.rangeFrom), to: calendarDate(request.rangeTo) },
    dataLife: request.dataLife as Period,
    frequency:
      request.frequencyUnit === null ? null : { unit: request.frequencyUnit, value: request.frequencyValue },
    template: { templateId: request.templateId, version: request.templateVersion },
    noticeHash: notice.hash,
    noticeLanguage: notice.language,
    approvals: approvals.map((approval) => ({
      person: ownerOf(vault, participantId, approval.identityId).pseudonym,
      capacity: approval.capacity,
      approvedAt: approval.approvedAt.toISOString(),
      noticeHash: approval.noticeHash,
      noticeLanguage: approval.noticeLanguage,
      ...(assistance === null ? {} : { confirmation: approval.confirmation }),
    })),
    ...(assistance === null
      ? {}
      : {
          assistance: {
            agent: ownerOf(vault, participantId, assistance.agentId).pseudonym,
            place: { code: assistance.placeCode, name: assistance.placeName },
            presence: assistance.presence,
            confirmation: assistance.confirmation,
          },
        }),
  });
  return {
    subjectId,
    grantedBy: identityId,
    ...(grantId === undefined ? {} : { grantId }),
    items,
    disclosure: request.disclosure,
    rangeFrom: request.rangeFrom,
    rangeTo: request.rangeTo,
    dataLife: request.dataLife,
    fetchType: request.fetchType,
    consentMode: request.consentMode,
    frequencyUnit: request.frequencyUnit,
    frequencyValue: request.frequencyValue,
    validity: request.validity,
    templateId: request.templateId,
    templateVersion: request.templateVersion,
    startsAt: new Date(start),
    expiresAt: new Date(expiry),
    remindAt: reminded === null ? null : new Date(reminded),
    ...(await signArtefact(signer, artefact)),
  };
}
