import { dutiesFor, endOfAgreement, type PersonDuties } from '@xinqiao/consent';
import {
  type ConsentId,
  type ConsentRequestId,
  type ConsentRequestKind,
  type DataItemId,
  type DisclosureLevel,
  type FetchType,
  type Instant,
  type LocalizedText,
  type ParticipantId,
  type Period,
  PlatformError,
  type PurposeCode,
  type SubjectId,
  type SubjectType,
} from '@xinqiao/contracts';
import type { AuthorityRow, ConsentRequestRow, ConsentRow, Database } from '@xinqiao/db';
import { inForceAt, reaches } from '../../authorities/in-force.ts';
import { approvalNeed } from '../../authorities/required-approvals.ts';
import { countVoices, WITH_VOICE } from '../../authorities/voices.ts';
import { type Language, textKey } from '../../http/request-language.ts';
import type { Services } from '../../services.ts';
import { personName, subjectName } from '../../subjects/names.ts';
import { calendarDate, consentView, frequencyOf } from '../consent-view.ts';
import { type Notice, noticeOf } from '../notice.ts';
import type { NoticeTerms } from '../notice-terms.ts';
import { askedTooSoon, refusedLately } from './refused-lately.ts';

/** How a request is found: by the link of a bank, or by its own id or number. */
export type RequestLocator =
  | { readonly handle: string; readonly participantId: string }
  | { readonly requestId: string };

/** A request as one person is asked it. */
export interface Question {
  readonly request: ConsentRequestRow;
  /** What would come of it, or be changed. */
  readonly consent: ConsentRow;
  readonly requestId: ConsentRequestId;
  readonly consentId: ConsentId;
  readonly participantId: ParticipantId;
  readonly bank: LocalizedText;
  readonly identityId: string;
  /** Name of the person. */
  readonly person: string;
  /** By which she may answer. */
  readonly authority: AuthorityRow;
  readonly subjectId: SubjectId;
  readonly enterprise: string;
  /** Unified social credit code of the enterprise; undefined of a natural person. */
  readonly uscc: string | undefined;
  readonly duties: PersonDuties;
  /** Enterprises she could answer for, this one among them. */
  readonly choices: readonly { readonly subjectId: SubjectId; readonly name: string }[];
  /** Items that are agreed to in any case: asked for, and chosen by whoever agreed first. */
  readonly items: readonly DataItemId[];
  /** Items she may add; empty once somebody chose. */
  readonly optionalItems: readonly DataItemId[];
  readonly approvals: {
    /** How many have agreed whose authority is in force. */
    readonly given: number;
    readonly required: number;
    /** Whether she is among them. */
    readonly byHer: boolean;
    /** Whether fewer may act than must agree: she can only refuse. */
    readonly tooFew: boolean;
  };
  /** When the enterprise refused this bank this purpose, where that was not long ago and she opened a link herself. */
  readonly refusedAt: Instant | undefined;
  /** Where an agent prepared it; undefined where she was not helped. */
  readonly assistedAt: string | undefined;
  /** What she is told, with the optional items she ticked. */
  noticeIn(language: Language, chosen?: readonly DataItemId[]): Notice;
}

/** She may answer for several enterprises and has not said for which. */
export class SubjectUnnamed extends PlatformError {
  readonly choices: Question['choices'];

  constructor(choices: Question['choices']) {
    super('VALIDATION_FAILED', {
      errors: [{ path: 'subject', problem: 'Say for which enterprise you answer.' }],
    });
    this.choices = choices;
  }
}

/** For a page that asks her: the choices instead of the question. */
export function orUnnamed(error: unknown): SubjectUnnamed {
  if (error instanceof SubjectUnnamed) return error;
  throw error;
}

type QuestionServices = Pick<Services, 'clock' | 'database' | 'vault'>;

/**
 * Finds what is asked, of whom, and by what authority this person may answer.
 *
 * @param subjectId The enterprise she chose, where she acts for several and the bank named none.
 * @throws {SubjectUnnamed} when she has to choose first
 * @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND` when it does not wait; `AUTHORITY_MISSING`;
 *   `CONSENT_ASKED_TOO_SOON` of what was asked over the back channel
 */
export async function openQuestion(
  services: QuestionServices,
  identityId: string,
  locator: RequestLocator,
  subjectId?: string,
): Promise<Question> {
  const { database, clock, vault } = services;
  const now = clock.now();
  const request = await findRequest(database, locator);
  if (request?.status !== 'PENDING' || request.answerBy <= now)
    throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const { participantId } = request;
  const purpose = request.purposeCode as PurposeCode;
  const disclosure = request.disclosure as DisclosureLevel;

  const candidates = await database.transaction({ identityId }, async (tx) => {
    const rows = await tx.authority.findMany({
      where: { identityId, ...inForceAt(now) },
      include: { identity: true, subject: { include: { identifiers: { where: { validTo: null } } } } },
      orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
    });
    const named = [];
    for (const { identity, subject, ...row } of rows)
      named.push({
        ...row,
        identity: { ...identity, displayName: await personName(vault, tx, identity) },
        subject: { ...subject, name: await subjectName(vault, tx, subject) },
      });
    return named;
  });
  const asked = (request.customerHint as { uscc: string } | null)?.uscc;
  const able = candidates.filter(
    (authority) =>
      // What is muted is nobody's to answer; a stranger could not tell it from what is not hers.
      !request.muted &&
      (request.subjectId === null || authority.subjectId === request.subjectId) &&
      (asked === undefined ||
        authority.subject.identifiers.some(({ scheme, value }) => scheme === 'uscc' && value === asked)) &&
      reaches(authority, { purpose, participantId, disclosure }),
  );
  const choices = uniqueChoices(able);
  // For whom she answers she says herself: nothing is presumed of two firms of hers.
  if (subjectId === undefined && choices.length > 1) throw new SubjectUnnamed(choices);
  const authority = able.find((candidate) => candidate.subjectId === (subjectId ?? candidate.subjectId));
  if (authority === undefined) throw new PlatformError('AUTHORITY_MISSING');

  const scope = { participantId, identityId, subjectId: authority.subjectId };
  const known = await database.transaction(scope, async (tx) => {
    const matter = { participantId, subjectId: authority.subjectId, purpose };
    const refused = await refusedLately(tx, matter, clock);
    if (request.channel === 'BACKCHANNEL' && refused !== undefined) throw askedTooSoon(refused);
    const approvals = await tx.consentApproval.findMany({
      where: { requestId: request.id, authority: inForceAt(now) },
      include: { authority: { include: WITH_VOICE } },
    });
    return {
      consent: await tx.consent.findUniqueOrThrow({ where: { id: request.consentId } }),
      bank: await tx.participant.findUniqueOrThrow({ where: { id: participantId } }),
      approvals,
      refused,
      need:
        request.required === null
          ? await approvalNeed(tx, authority.subjectId, now)
          : { required: request.required, tooFew: false },
      assistance: await tx.assistance.findUnique({ where: { requestId: request.id } }),
    };
  });
  const bank = { zh: known.bank.nameZh, en: known.bank.nameEn };
  const { name: enterprise, identifiers } = authority.subject;
  const assistedAt = known.assistance?.placeName;
  const duties = dutiesFor(authority.subject.type as SubjectType, clock.today());
  const chosenBefore = request.chosenItems as DataItemId[];
  const items = [...(request.items as DataItemId[]), ...chosenBefore];
  const optionalItems = request.required === null ? (request.optionalItems as DataItemId[]) : [];
  return {
    request,
    consent: known.consent,
    requestId: request.id as ConsentRequestId,
    consentId: request.consentId as ConsentId,
    participantId: participantId as ParticipantId,
    bank,
    identityId,
    person: authority.identity.displayName,
    authority,
    subjectId: authority.subjectId as SubjectId,
    enterprise,
    uscc: identifiers.find(({ scheme }) => scheme === 'uscc')?.value,
    duties,
    choices,
    items,
    optionalItems,
    approvals: {
      given: countVoices(known.approvals.map((approval) => approval.authority)),
      ...known.need,
      byHer: known.approvals.some((approval) => approval.identityId === identityId),
    },
    refusedAt: known.refused?.at,
    assistedAt,
    noticeIn: (language, chosen = []) =>
      noticeOf(
        {
          consent: {
            purpose,
            items,
            disclosure,
            range: { from: calendarDate(request.rangeFrom), to: calendarDate(request.rangeTo) },
            dataLife: request.dataLife as Period,
          },
          validity: request.validity as Period,
          expiresAt:
            request.kind === 'AMEND'
              ? endOfAgreement(
                  consentView(known.consent).expiresAt,
                  { kind: 'AMEND', validity: request.validity as Period },
                  clock.instant(),
                )
              : null,
          fetchType: request.fetchType as FetchType,
          frequency: frequencyOf(request),
          bank: bank[textKey(language)],
          enterprise,
          duties,
          kind: request.kind as ConsentRequestKind,
          before: request.kind === 'NEW' ? undefined : termsOf(known.consent),
          optional: optionalItems.map((item) => ({ item, ticked: chosen.includes(item) })),
          bindingMessage: request.bindingMessage,
          required: known.need.required,
          assistedAt,
        },
        language,
      ),
  };
}

/** What a living consent covers now, for comparison. */
function termsOf(row: ConsentRow): NoticeTerms {
  const consent = consentView(row);
  const { expiresAt, fetchType, frequency } = consent;
  return { consent, validity: row.validity as Period, expiresAt, fetchType, frequency };
}

/** Of a request that waits or not; undefined where there is none. */
export function findRequest(
  database: Database,
  locator: RequestLocator,
): Promise<ConsentRequestRow | undefined> {
  if ('handle' in locator)
    return database.transaction({ participantId: locator.participantId }, async (tx) => {
      const { handle, participantId } = locator;
      return (await tx.consentRequest.findUnique({ where: { handle, participantId } })) ?? undefined;
    });
  const { requestId } = locator;
  return database.transaction({ requestId }, async (tx) => {
    const where = { OR: [{ id: requestId }, { reference: requestId }] };
    return (await tx.consentRequest.findFirst({ where })) ?? undefined;
  });
}

const uniqueChoices = (
  able: readonly { readonly subjectId: string; readonly subject: { readonly name: string } }[],
) => [
  ...new Map(
    able.map(({ subjectId, subject }) => [
      subjectId,
      { subjectId: subjectId as SubjectId, name: subject.name },
    ]),
  ).values(),
];
