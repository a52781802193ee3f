import type { ItemResult } from '@xinqiao/catalogue';
import { type AccessDecision, countedFrom, type DataUse, decideAccess } from '@xinqiao/consent';
import {
  type AuditReceipt,
  addDays,
  type CalendarDate,
  type Consent,
  type ConsentId,
  type DataItemId,
  type DateRange,
  type Instant,
  type LogEntryKind,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import { type ConsentRecord, deliveriesOf } from '../state.ts';
import type { Principal } from './authenticate.ts';
import type { CallContext } from './operation-handler.ts';

export interface ReadRequest {
  readonly consentId: ConsentId;
  /** Items wanted; undefined = all the consent covers. */
  readonly items: readonly DataItemId[] | undefined;
  /** Days wanted; undefined = all the consent covers. */
  readonly range: DateRange | undefined;
  readonly use: DataUse;
  /** True for a repetition with the same Idempotency-Key. */
  readonly repeated: boolean;
}

type AgreedConsent = Consent & { readonly subjectId: SubjectId };

export interface SourceRead {
  /** The consent, its range cut to the days wanted. */
  readonly consent: AgreedConsent;
  readonly results: readonly ItemResult[];
  /** Day the figures stand for: today, or the day after the range if that is earlier. */
  readonly asOf: CalendarDate;
  readonly extractedAt: Instant;
}

/** What the caller makes of the read: its log entry, and what is stored together with it. */
export interface Outcome<Result> {
  readonly kind: Extract<LogEntryKind, 'DATA_DELIVERED' | 'DECISION_MADE'>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly result: Result;
  store(): void;
}

/**
 * The one way to data, in the order of the server: decide and log the access; read; decide again, then log and
 * store the outcome in one go. A consent that ended meanwhile wins.
 */
export async function consentedRead<Result>(
  { platform, principal, sourcesFail }: CallContext,
  request: ReadRequest,
  produce: (read: SourceRead) => Promise<Outcome<Result>>,
): Promise<{ result: Result; receipt: AuditReceipt }> {
  const { consent, items } = openAccess(platform, principal, request);
  const outcome = await readAndProduce().catch((error: unknown) => {
    // An access that led to nothing is closed in the log too.
    const code = error instanceof PlatformError ? error.code : 'INTERNAL';
    append(platform, principal, consent, 'DATA_FAILED', { use: request.use, code });
    throw error;
  });
  return closeAccess(platform, principal, request, items, outcome);

  async function readAndProduce(): Promise<Outcome<Result>> {
    const today = platform.clock.today();
    const extractedAt = platform.clock.instant();
    const { from, to } = consent.range;
    // A consent may reach into months to come; the sources are asked for the days that were.
    const range = { from, to: to < today ? to : today };
    if (sourcesFail) throw new PlatformError('SOURCE_UNAVAILABLE');
    const results = readSources(platform, consent, items, range);
    const dayAfterRange = addDays(to, 1);
    return produce({ consent, results, asOf: dayAfterRange < today ? dayAfterRange : today, extractedAt });
  }
}

function openAccess(platform: Platform, principal: Principal, request: ReadRequest) {
  const record = visibleRecord(platform, principal, request.consentId);
  const { consent } = record;
  const items = request.items ?? consent.items;
  const decision = decide(platform, record, items, request);
  append(platform, principal, consent, decision.allowed ? 'ACCESS_ALLOWED' : 'ACCESS_DENIED', {
    use: request.use,
    purpose: consent.purpose,
    items,
    disclosure: consent.disclosure,
    ...(request.range === undefined ? {} : { range: request.range }),
    ...(request.repeated ? { repeated: true } : {}),
    ...(decision.allowed ? {} : { code: decision.code }),
  });
  if (!decision.allowed) throw refusal(decision, platform.clock.now());
  // Only an agreed consent is allowed, and agreeing names the subject.
  return { consent: { ...consent, range: request.range ?? consent.range } as AgreedConsent, items };
}

function closeAccess<Result>(
  platform: Platform,
  principal: Principal,
  request: ReadRequest,
  items: readonly DataItemId[],
  { kind, detail, result, store }: Outcome<Result>,
) {
  const record = visibleRecord(platform, principal, request.consentId);
  const decision = decide(platform, record, items, request);
  if (!decision.allowed) {
    append(platform, principal, record.consent, 'DATA_DISCARDED', {
      use: request.use,
      code: decision.code,
    });
    throw refusal(decision, platform.clock.now());
  }
  const receipt = append(platform, principal, record.consent, kind, detail);
  store();
  return { result, receipt };
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

/** Asks the pure rules. */
function decide(
  { state, clock }: Platform,
  { consent }: ConsentRecord,
  items: readonly DataItemId[],
  { use, range, repeated }: ReadRequest,
) {
  const now = clock.instant();
  const since = countedFrom(consent, now);
  const deliveries = deliveriesOf(state, consent.consentId).filter(
    (at) => since !== undefined && (since === 'EVER' || at >= since),
  ).length;
  return decideAccess({ ...consent, deliveries }, { use, items, range, repeated }, now);
}

/** Another bank's consent and a missing one look the same. */
function visibleRecord({ state }: Platform, { participantId }: Principal, consentId: ConsentId) {
  const record = state.consents.get(consentId);
  if (record?.consent.participantId !== participantId) throw new PlatformError('CONSENT_NOT_FOUND');
  return record;
}

function readSources(
  { state, city }: Platform,
  { subjectId }: AgreedConsent,
  items: readonly DataItemId[],
  range: DateRange,
): ItemResult[] {
  const sourceId = 'city';
  const uscc = state.subjects.find((subject) => subject.subjectId === subjectId)?.uscc ?? '';
  return items.map((item): ItemResult => {
    const records = city().records(uscc, item, range);
    return records === undefined
      ? { item, sourceId, status: 'NO_DATA' }
      : { item, sourceId, status: 'DELIVERED', records };
  });
}

const append = (
  { log }: Platform,
  { applicationId, participantId }: Principal,
  { consentId, subjectId }: Consent,
  kind: LogEntryKind,
  detail: Readonly<Record<string, unknown>>,
): AuditReceipt => log.append({ kind, actor: applicationId, participantId, subjectId, consentId, detail });
