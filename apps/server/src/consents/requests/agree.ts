import {
  type Consent,
  type ConsentRequestId,
  type DataItemId,
  type DisclosureLevel,
  PlatformError,
  type PurposeCode,
  type SubjectId,
} from '@xinqiao/contracts';
import {
  type ConsentRequestRow,
  lockApprovers,
  lockConsentForUpdate,
  lockConsentRequest,
  Prisma,
  type Tx,
} from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { ownerOf } from '../../audit/owner.ts';
import { inForceAt, reaches } from '../../authorities/in-force.ts';
import { requiredApprovals } from '../../authorities/required-approvals.ts';
import { countVoices, WITH_VOICE } from '../../authorities/voices.ts';
import { appendEvent } from '../../events/append-event.ts';
import type { Language } from '../../http/request-language.ts';
import type { Services } from '../../services.ts';
import { changeConsent } from '../change.ts';
import { type Notice, noticeHash, noticeText } from '../notice.ts';
import { agreedFacts } from './agreed-facts.ts';
import type { Question } from './question.ts';

/** How long the others may take once one has agreed, in milliseconds: 72 hours. */
const OTHERS_MS = 72 * 3_600_000;

export interface Agreement {
  readonly question: Question;
  readonly language: Language;
  /** Optional items she ticked. */
  readonly chosen: readonly DataItemId[];
  /** The words she agreed to. */
  readonly notice: Notice;
  /** Grant of the authorization server that this completes; undefined where there is none. */
  readonly grantId?: string;
  /** How she confirmed. Default: on her own device. */
  readonly confirmation?: 'OWN_DEVICE' | 'ONE_TIME_CODE';
}

export type Agreed =
  | { readonly kind: 'AGREED'; readonly consent: Consent }
  /** She agreed; others still have to. */
  | { readonly kind: 'AWAITING_APPROVALS'; readonly given: number; readonly required: number };

type AgreeServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'signer' | 'vault'
>;

/**
 * One person agrees. When enough have whose authority is in force at this moment, what was asked is agreed: a new
 * consent becomes ACTIVE, a living one gets a revision and an artefact more.
 *
 * Agreeing twice changes nothing and writes nothing; two who agree at once are counted one after the other. Whoever
 * agreed by an authority that has ended agrees anew by the one she has now.
 *
 * @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND` when it was answered or lapsed meanwhile; `AUTHORITY_MISSING`
 *   when her authority ended meanwhile; `APPROVERS_TOO_FEW`; `FORM_EXPIRED` when the words she saw no longer say what
 *   would be agreed
 */
export async function agree(services: AgreeServices, agreement: Agreement): Promise<Agreed> {
  const { question, confirmation = 'OWN_DEVICE' } = agreement;
  const { participantId, subjectId, identityId, requestId, consentId } = question;
  const { clock, database, vault } = services;
  return database.transaction({ participantId, subjectId, identityId }, async (tx) => {
    const now = clock.now();
    // The consent first, then the request: the order everywhere.
    const held = await lockConsentForUpdate(tx, consentId);
    if ((await lockConsentRequest(tx, requestId)) !== 'PENDING')
      throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    const request = await tx.consentRequest.findUniqueOrThrow({ where: { id: requestId } });
    if (request.answerBy <= now) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    if (request.subjectId !== null && request.subjectId !== subjectId)
      throw new PlatformError('AUTHORITY_MISSING');
    // Whoever ends an authority meanwhile waits for this, and then finds what came of it.
    await lockApprovers(tx, requestId, question.authority.id);
    const authority = await tx.authority.findFirst({
      where: { id: question.authority.id, identityId, subjectId, ...inForceAt(now) },
    });
    const matter = {
      ...{ purpose: request.purposeCode as PurposeCode, participantId },
      disclosure: request.disclosure as DisclosureLevel,
    };
    if (authority === null || !reaches(authority, matter)) throw new PlatformError('AUTHORITY_MISSING');

    const first = request.required === null;
    const required = request.required ?? (await requiredApprovals(tx, subjectId, now));
    await requireSameWords(tx, question, request, required);
    // The first who agrees chooses; whoever follows agrees to that choice.
    const chosen = first
      ? agreement.chosen.filter((item) => request.optionalItems.includes(item))
      : (request.chosenItems as DataItemId[]);
    const before = await approvalsInForce(tx, requestId, now);
    const again = before.some((approval) => approval.identityId === identityId);
    const heard = countVoices(before.map((approval) => approval.authority));
    if (again && heard < required) return { kind: 'AWAITING_APPROVALS', given: heard, required };
    if (!again) {
      const approval = {
        ...{ authorityId: authority.id, capacity: authority.capacity, confirmation, approvedAt: now },
        ...{ noticeHash: noticeHash(agreement.notice), noticeLanguage: agreement.language },
        noticeSealed: await vault.sealFor(tx, subjectId, `notice ${requestId}`, noticeText(agreement.notice)),
      };
      // One that is there is of an authority that ended.
      await tx.consentApproval.upsert({
        where: { requestId_identityId: { requestId, identityId } },
        create: { requestId, identityId, ...approval },
        update: approval,
      });
      await noteConfirmation(tx, { requestId, confirmation, now });
    }
    const given = await approvalsInForce(tx, requestId, now);
    const voices = countVoices(given.map((approval) => approval.authority));
    const enough = voices >= required;
    await tx.consentRequest.update({
      where: { id: requestId },
      data: {
        ...{ subjectId, required, chosenItems: chosen, customerHint: Prisma.DbNull },
        ...(enough
          ? { status: 'AGREED', answeredAt: now }
          : first
            ? { answerBy: new Date(now.getTime() + OTHERS_MS) }
            : {}),
      },
    });
    const actor = ownerOf(vault, participantId, identityId);
    if (!enough) {
      await appendEntry(services, tx, {
        ...{ kind: 'CONSENT_APPROVED', actor, participantId, consentId },
        // Whose consent it would be the bank learns when it is one.
        subjectId: (held?.subjectId ?? null) as SubjectId | null,
        detail: { requestId, given: voices, required, capacity: authority.capacity },
      });
      await appendEvent(services, tx, {
        ...{ participantId, type: 'cn.xinqiao.consent.approval-given.v1' },
        // Under the name of a refusal or a lapse after it, which must not overtake it.
        orderingKey: held?.subjectId ?? consentId,
        data: { consentId, requestId, approvals: voices, required },
      });
      return { kind: 'AWAITING_APPROVALS', given: voices, required };
    }
    const consent = await changeConsent(services, tx, {
      ...{ consentId, held },
      change: { act: request.kind === 'NEW' ? 'GRANT' : (request.kind as 'AMEND' | 'RENEW'), by: 'OWNER' },
      actor,
      requestId,
      facts: (row) =>
        agreedFacts(services, tx, {
          ...{ row, request: { ...request, chosenItems: chosen }, approvals: given },
          ...{ question, identityId, agreedAt: now },
          grantId: agreement.grantId,
          notice: { hash: noticeHash(agreement.notice), language: agreement.language },
        }),
    });
    return { kind: 'AGREED', consent };
  });
}

/**
 * What somebody chose, a rule or an agent's help may have changed between her page and the lock, and what is sealed as
 * her words would not be what is agreed.
 *
 * @throws {PlatformError} `FORM_EXPIRED`: her page shows it anew
 */
async function requireSameWords(
  tx: Tx,
  { requestId, items, optionalItems, approvals, assistedAt }: Question,
  request: ConsentRequestRow,
  required: number,
): Promise<void> {
  const assistance = await tx.assistance.findUnique({ where: { requestId } });
  const open = request.required === null ? request.optionalItems : [];
  const same =
    String(items) === String([...request.items, ...request.chosenItems]) &&
    String(optionalItems) === String(open) &&
    approvals.required === required &&
    assistedAt === assistance?.placeName;
  if (!same) throw new PlatformError('FORM_EXPIRED');
}

/** How what an agent prepared was confirmed: a code typed at her counter is not hidden by whoever used her own phone. */
async function noteConfirmation(
  tx: Tx,
  {
    requestId,
    confirmation,
    now,
  }: {
    readonly requestId: ConsentRequestId;
    readonly confirmation: 'OWN_DEVICE' | 'ONE_TIME_CODE';
    readonly now: Date;
  },
): Promise<void> {
  const weaker = confirmation === 'ONE_TIME_CODE' ? [{ confirmation: 'OWN_DEVICE' }] : [];
  await tx.assistance.updateMany({
    where: { requestId, OR: [{ confirmation: null }, ...weaker] },
    data: { confirmation, confirmedAt: now },
  });
}

/** Everybody who agreed and may act at this moment, in the order they agreed. */
const approvalsInForce = (tx: Tx, requestId: string, now: Date) =>
  tx.consentApproval.findMany({
    where: { requestId, authority: inForceAt(now) },
    include: { authority: { include: WITH_VOICE } },
    orderBy: [{ approvedAt: 'asc' }, { identityId: 'asc' }],
  });
