import type { OpenDispute } from '@xinqiao/catalogue';
import { type AccessDecision, countedFrom, type DataUse, decideAccess } from '@xinqiao/consent';
import {
  type AuditReceipt,
  type Consent,
  type ConsentId,
  type DataItemId,
  type DateRange,
  type LogEntryKind,
  type PackageId,
  PlatformError,
  type SubjectId,
  type SubjectType,
} from '@xinqiao/contracts';
import {
  type ConsentRow,
  countDeliveries,
  lockConsentForShare,
  lockConsentForUpdate,
  type Tx,
} from '@xinqiao/db';
import { standingRefusal } from '../applications/standing.ts';
import { appendEntry } from '../audit/append.ts';
import { consentView } from '../consents/consent-view.ts';
import { openDisputes } from '../corrections/open-disputes.ts';
import { actorOf, type Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';
import { sourceSubject } from '../subjects/source-code.ts';
import type { SourceSubject } from './sources/source.ts';

export interface ReadRequest {
  readonly consentId: ConsentId;
  /** Items wanted; undefined = all the consent covers. */
  readonly items: readonly DataItemId[] | undefined;
  /** Items of use: of those the consent covers no others are read. Default all. */
  readonly ofUse?: readonly DataItemId[] | undefined;
  /** Days wanted; undefined = all the consent covers. */
  readonly range: DateRange | undefined;
  /** What the read is for, as the log names it. */
  readonly use: DataUse;
  /** True for a repetition with the same Idempotency-Key: it is not counted again. */
  readonly repeated: boolean;
  /**
   * The package delivered before that the read is about, as the log names it. A page of one was counted with it and is
   * not counted again.
   */
  readonly about?:
    | { readonly pageOf: PackageId; readonly page: number }
    | { readonly unchangedSince: PackageId }
    | { readonly check: PackageId };
}

/** An access that was allowed and logged. */
export interface OpenAccess {
  /** The consent, its range cut to the days wanted. */
  readonly consent: Consent & { readonly subjectId: SubjectId };
  readonly items: readonly DataItemId[];
  readonly subject: SourceSubject;
  readonly subjectType: SubjectType;
  /** Objections to these items that are not settled. */
  readonly disputes: readonly OpenDispute[];
}

/** What the caller makes of the read: its log entry, and what to store in the same transaction. */
export interface Outcome<Result> {
  readonly kind: Extract<LogEntryKind, 'DATA_DELIVERED' | 'DECISION_MADE'>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly result: Result;
  /** What else must still hold at the moment of the read; undefined where it does. */
  refusal?(tx: Tx): Promise<PlatformError | undefined>;
  /** Runs in the outcome transaction, after the consent was checked again. */
  store(tx: Tx, receipt: AuditReceipt): Promise<void>;
}

/**
 * The one way to government data.
 *
 * 1. Access transaction: lock the consent, decide, append the access entry, commit. Only then
 * 2. `act`, which may ask the sources and makes a result;
 * 3. outcome transaction: lock and decide again, look at the caller’s standing again, append the outcome entry, store,
 *    commit.
 *
 * The second commit is the moment of the read. If a revocation committed first, the result is thrown away
 * and the caller gets `CONSENT_REVOKED`; if a suspension did, `PARTICIPANT_SUSPENDED` and the like.
 */
export async function consentedAct<Result>(
  services: Services,
  principal: Principal,
  request: ReadRequest,
  act: (access: OpenAccess) => Promise<Outcome<Result>>,
): Promise<{ result: Result; receipt: AuditReceipt }> {
  const access = await openAccess(services, principal, request);
  const outcome = await act(access).catch(async (error: unknown) => {
    const code = error instanceof PlatformError ? error.code : 'INTERNAL';
    await recordFailure(services, principal, access.consent, { use: request.use, code });
    throw error;
  });
  return closeAccess(services, principal, request, access, outcome);
}

type AgreedConsent = Consent & { readonly subjectId: SubjectId };

interface Access extends OpenAccess {
  /** The consent with the range that was agreed to. */
  readonly agreed: AgreedConsent;
  /** True when this read is counted against a limit. */
  readonly counted: boolean;
}

async function openAccess(services: Services, principal: Principal, request: ReadRequest): Promise<Access> {
  const { participantId } = principal;
  const { clock, database } = services;
  const opened = await database.transaction({ participantId }, async (tx) => {
    const row = await lockConsentForShare(tx, request.consentId);
    const consent = visibleConsent(principal, row);
    const items = request.items ?? itemsOfUse(consent.items, request.ofUse);
    const { decision, counted } = await decide(services, tx, consent, { ...request, items });
    const denied = decision.allowed ? undefined : decision;
    await appendEntry(services, tx, {
      kind: denied === undefined ? 'ACCESS_ALLOWED' : 'ACCESS_DENIED',
      actor: actorOf(principal),
      participantId,
      subjectId: consent.subjectId,
      consentId: consent.consentId,
      detail: {
        use: request.use,
        purpose: consent.purpose,
        items,
        disclosure: consent.disclosure,
        ...(request.range === undefined ? {} : { range: request.range }),
        ...(request.repeated ? { repeated: true } : {}),
        ...request.about,
        ...(denied === undefined ? {} : { code: denied.code }),
      },
    });
    return { consent, items, denied, counted };
  });
  const { items, denied, counted } = opened;
  if (denied !== undefined) throw refusal(denied, clock.now());
  const agreed = opened.consent as AgreedConsent;
  const consent = { ...agreed, range: request.range ?? agreed.range };
  return { consent, agreed, items, counted, ...(await findSubject(services, consent, items)) };
}

/** Where the consent covers none of them, they are what is refused. */
function itemsOfUse(covered: readonly DataItemId[], ofUse = covered): readonly DataItemId[] {
  const items = covered.filter((item) => ofUse.includes(item));
  return items.length > 0 ? items : ofUse;
}

async function closeAccess<Result>(
  services: Services,
  principal: Principal,
  request: ReadRequest,
  { agreed, items, counted }: Pick<Access, 'agreed' | 'items' | 'counted'>,
  outcome: Outcome<Result>,
) {
  const { participantId } = principal;
  const closed = await services.database.transaction({ participantId }, async (tx) => {
    // Where deliveries are counted one more is used up here, so readers exclude each other too.
    const lock = counted ? lockConsentForUpdate : lockConsentForShare;
    const row = await lock(tx, request.consentId);
    const consent = visibleConsent(principal, row);
    const { decision } = await decide(services, tx, consent, { ...request, items });
    // Its standing is looked at after the lock was granted: whoever was suspended meanwhile gets nothing either.
    const denied = !decision.allowed
      ? refusal(decision, services.clock.now())
      : !sameTerms(agreed, consent)
        ? new PlatformError('CONSENT_CHANGED_MEANWHILE')
        : ((await standingRefusal(services, tx, principal)) ?? (await outcome.refusal?.(tx)));
    const receipt = await appendEntry(services, tx, {
      kind: denied === undefined ? outcome.kind : 'DATA_DISCARDED',
      actor: actorOf(principal),
      participantId,
      subjectId: consent.subjectId,
      consentId: consent.consentId,
      detail: denied === undefined ? outcome.detail : { use: request.use, code: denied.code },
    });
    if (denied === undefined) await outcome.store(tx, receipt);
    return { denied, receipt };
  });
  if (closed.denied !== undefined) throw closed.denied;
  return { result: outcome.result, receipt: closed.receipt };
}

/** False when the consent was amended since: what was read goes by terms that no longer hold. */
function sameTerms(one: Consent, other: Consent): boolean {
  const terms = ({ disclosure, range, dataLife, fetchType, consentMode, frequency }: Consent) =>
    JSON.stringify([disclosure, range.from, range.to, dataLife, fetchType, consentMode, frequency]);
  return terms(one) === terms(other);
}

type Denial = Exclude<AccessDecision, { readonly allowed: true }>;

/** A refusal as the caller is told it: what is not covered, or when to come back. */
function refusal({ code, items, retryAt }: Denial, now: Date): PlatformError {
  const retry =
    retryAt === undefined
      ? {}
      : { retryAt, retryAfterSeconds: Math.ceil((Date.parse(retryAt) - now.getTime()) / 1000) };
  return new PlatformError(code, { details: { ...(items.length > 0 ? { items } : {}), ...retry } });
}

/**
 * Asks the pure rules, with the facts as they stand under the row lock.
 *
 * @returns The decision, and whether it rests on the number of earlier deliveries. A repetition uses up none.
 */
async function decide(
  { clock }: Services,
  tx: Tx,
  consent: Consent,
  request: ReadRequest & { readonly items: readonly DataItemId[] },
) {
  const now = clock.instant();
  // What was counted when it was first read is not counted again.
  const repeated = request.repeated || (request.about !== undefined && 'pageOf' in request.about);
  const since = repeated ? undefined : countedFrom(consent, now);
  const deliveries =
    since === undefined
      ? 0
      : await countDeliveries(tx, consent.consentId, new Date(since === 'EVER' ? 0 : since));
  const decision = decideAccess({ ...consent, deliveries }, { ...request, repeated }, now);
  return { decision, counted: since !== undefined };
}

/** Another bank’s consent, one outside the token’s grant and a missing one all look the same. */
function visibleConsent(principal: Principal, row: ConsentRow | undefined): Consent {
  const foreign =
    row === undefined ||
    row.participantId !== principal.participantId ||
    (principal.kind === 'application' &&
      principal.grantId !== undefined &&
      principal.grantId !== row.grantId);
  if (foreign) throw new PlatformError('CONSENT_NOT_FOUND');
  return consentView(row);
}

/** Whom the sources are asked about, and what she disputes. */
const findSubject = (
  services: Services,
  { participantId, subjectId }: AgreedConsent,
  items: readonly DataItemId[],
) =>
  services.database.transaction({ participantId, subjectId }, async (tx) => {
    const found = await sourceSubject(services, tx, subjectId);
    const disputes = await openDisputes(services, tx, subjectId);
    return { ...found, disputes: disputes.filter(({ item }) => items.includes(item)) };
  });

/** An access that led to nothing is closed in the log too. */
async function recordFailure(
  services: Services,
  principal: Principal,
  consent: AgreedConsent,
  detail: { readonly use: ReadRequest['use']; readonly code: string },
) {
  const { participantId } = principal;
  await services.database.transaction({ participantId }, (tx) =>
    appendEntry(services, tx, {
      kind: 'DATA_FAILED',
      actor: actorOf(principal),
      participantId,
      subjectId: consent.subjectId,
      consentId: consent.consentId,
      detail,
    }),
  );
}
